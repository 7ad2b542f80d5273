using UserRep.Tests.Training.Train;
using UserRep.Training.Cli;
using UserRep.Training.Datasets;
using UserRep.Training.Export;
using UserRep.Training.Importing;
using UserRep.Training.Service;
using UserRep.Training.Train;
using Xunit;

namespace UserRep.Tests.Service;

/// <summary>What the service has seen is a data set again: replayed and exported, the events are those of the source.</summary>
public sealed class ExportTests(SimulatedSet set) : IClassFixture<SimulatedSet>, IAsyncLifetime
{
    private readonly SiloProcess _silo = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _silo.StartAsync();

    public async ValueTask DisposeAsync() => await _silo.DisposeAsync();

    [Fact]
    public async Task Replayed_and_exported_from_the_running_service_a_data_set_is_the_same_and_can_be_trained_on()
    {
        await ServedModel.PublishAsync(_silo.Rest, set.Bundle);
        using ServiceConnection service = new(_silo.Rest.BaseAddress!, null, TimeProvider.System);
        ReplayCursor cursor = ReplayCursor.Open(Path.Combine(_silo.Folder, "replay.json"), "key", fresh: true);
        await new ReplayRun(set.Open, service, new ReplayRequest(), cursor, TimeProvider.System).RunAsync(NoProgress.Instance, Cancellation);

        string folder = set.File("seen");
        ExportRequest request = new() { Target = new ImportTarget(folder, "seen", MaxEventsInMemory: 1_000), Items = set.Dataset, Bundle = set.Bundle, Page = 500 };
        ExportResult result = await ExportCommand.RunAsync(_silo.Folder, request, NoProgress.Instance, Cancellation);

        Dataset seen = Dataset.Open(folder);
        Assert.Equal((set.Open.Info.Events, set.Open.Info.Users, set.Open.Info.Items), (seen.Info.Events, seen.Info.Users, seen.Info.Items));
        Assert.Equal((0, 0, 0), (result.Log.Erased, result.Log.Pruned, result.Log.UsersErasedMeanwhile));
        Assert.Equal(Words(set.Open), Words(seen));
        Assert.Equal(set.Open.Info.OnboardingEventType, seen.Info.OnboardingEventType);
        Assert.Equal(set.Open.ReadItems().Items.Select(i => $"{i.Id} {string.Join(' ', i.Tags)}"), seen.ReadItems().Items.Select(i => $"{i.Id} {string.Join(' ', i.Tags)}"));

        TrainResult trained = set.Train(folder, set.File("retrained"));
        Assert.NotEqual(string.Empty, trained.Version);

        // The service has not noticed.
        Assert.True((await _silo.Rest.GetAsync("/v1/users/user-0000001/embedding", Cancellation)).IsSuccessStatusCode);
        Assert.Equal(0, (await _silo.StopAsync()).Code);
    }

    private static SortedDictionary<string, string> Words(Dataset set)
    {
        ItemCatalogue items = set.ReadItems();
        SortedDictionary<string, string> users = new(StringComparer.Ordinal);
        foreach (UserHistory user in set.ReadUsers(Cancellation))
        {
            IEnumerable<string> attributes = set.Info.Attributes.Select((name, i) => $"{name}={user.Attributes[i]}").Order(StringComparer.Ordinal);
            IEnumerable<string> events = user.Events.ToArray().Select(e => $"{set.Info.EventTypes[e.Type]} {(e.Item < 0 ? "-" : items[e.Item].Id)} {e.TimeMs} {e.Value:R}");
            users.Add(user.UserId, $"{string.Join(' ', attributes)} since {(user.Attributes.Any(a => a is not null) ? user.KnownSinceMs : null)}: {string.Join("; ", events)}");
        }

        return users;
    }
}
