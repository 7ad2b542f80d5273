using System.Net.Http.Json;
using System.Text.Json;
using UserRep.Client;
using UserRep.EventLog.Events;
using UserRep.EventLog.Reading;
using UserRep.Model.Bundles;
using UserRep.Model.Features;
using UserRep.Tests.Training.Importing;
using UserRep.Tests.Training.Train;
using UserRep.Training.Cli;
using UserRep.Training.Datasets;
using UserRep.Training.Embed;
using UserRep.Training.Importing;
using UserRep.Training.Importing.MovieLens;
using UserRep.Training.Service;
using UserRep.Training.Train;
using Xunit;

namespace UserRep.Tests.Service;

/// <summary>Training and serving agree: a data set replayed into the service gives the vectors that training computes from it.</summary>
public sealed class ReplayTests(SimulatedSet set) : IClassFixture<SimulatedSet>, IAsyncLifetime
{
    private readonly SiloProcess _silo = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string CursorPath => Path.Combine(_silo.Folder, "replay.json");

    public async ValueTask InitializeAsync() => await _silo.StartAsync();

    public async ValueTask DisposeAsync() => await _silo.DisposeAsync();

    [Fact]
    public async Task Vectors_as_of_moments_within_the_data_are_those_of_training()
    {
        await AssertServedAsTrainedAsync(set.Open, set.Bundle, set.UntilMs, everyUser: 1);
    }

    [Fact]
    public async Task So_they_are_on_MovieLens_1M()
    {
        string dataset = set.File("ml-1m");
        SourceFolder source = new(RealData.Require("ml-1m"));
        ImportRun.Run(new ImportTarget(dataset, "ml-1m", Force: false), 0, session => MovieLensImporter.Import(source, session), NoProgress.Instance, TestContext.Current.CancellationToken);
        string bundle = set.File("ml-1m-bundle");
        long untilMs = 0;
        TrainRun.Run(
            new TrainRequest { Dataset = dataset, Out = bundle },
            SimulatedSet.Point("60%"),
            until => SimulatedSet.Options(untilMs = until),
            TimeProvider.System,
            NoProgress.Instance,
            TestContext.Current.CancellationToken);

        await AssertServedAsTrainedAsync(Dataset.Open(dataset), bundle, untilMs, everyUser: 20);
    }

    /// <summary>Publishes, replays, and compares vectors as of a moment before the training's end, of that end, and of the last event.</summary>
    private async Task AssertServedAsTrainedAsync(Dataset dataset, string bundleFolder, long untilMs, int everyUser)
    {
        using ServiceConnection service = new(_silo.Rest.BaseAddress!, null, TimeProvider.System);
        PublishResult published = await PublishCommand.PublishAsync(bundleFolder, makeCurrent: true, service, NoProgress.Instance, TestContext.Current.CancellationToken);
        Assert.Equal("current", published.State);
        ReplayResult replayed = await RunAsync(dataset, new ReplayRequest { BatchEvents = 997 });
        Assert.Equal((replayed.Events, 0), (replayed.Applied, replayed.Duplicates));
        Assert.True(replayed.Events >= dataset.Info.Events);

        using ModelBundle bundle = ModelBundle.Open(bundleFolder);
        FeatureLayout layout = new(bundle.Spec);
        PointInTime offline = new(layout, bundle, ItemRows.Resolve(dataset.ReadItems(), bundle.Items), dataset.Info);
        await using UserRepClient client = _silo.Client(o => o.Version = published.Version);
        long firstMs = dataset.Info.FirstEventMs!.Value;
        long[] moments = [firstMs + ((untilMs - firstMs) / 2), untilMs, dataset.Info.LastEventMs!.Value];
        UserHistory[] users = [.. dataset.ReadUsers(TestContext.Current.CancellationToken).Where((_, i) => i % everyUser == 0)];
        int withHistory = 0;
        float[] features = new float[moments.Length * layout.Length];
        EmbeddedMoment[] known = new EmbeddedMoment[moments.Length];
        float[] expected = new float[moments.Length * bundle.Encoder.Dimension];
        foreach (UserHistory user in users)
        {
            offline.Write(user, moments, features, known);
            bundle.Encoder.Encode(features, expected, moments.Length);
            for (int i = 0; i < moments.Length; i++)
            {
                withHistory += HasHistory(layout, features.AsSpan(i * layout.Length, layout.Length)) ? 1 : 0;
                UserVector served = await client.GetAsync(user.UserId, new GetOptions { AsOf = DateTimeOffset.FromUnixTimeMilliseconds(moments[i]) });
                Assert.Equal(moments[i], served.AsOf.ToUnixTimeMilliseconds());
                AssertNear(expected.AsSpan(i * bundle.Encoder.Dimension, bundle.Encoder.Dimension), served.Vector.Span, $"{user.UserId} at {moments[i]}");
            }
        }

        // Where everything had faded to nothing, anything would agree.
        Assert.True(withHistory > users.Length, $"Only {withHistory} of {users.Length * moments.Length} rows have a history.");
    }

    [Fact]
    public async Task Replayed_twice_nothing_changes_and_the_cursor_is_of_one_service_and_choice()
    {
        ReplayResult first = await RunAsync(new ReplayRequest());
        ReplayResult second = await RunAsync(new ReplayRequest { Lanes = 2 });

        Assert.Equal((0, first.Events, first.Events), (second.Applied, second.Duplicates, second.Events));

        string path = Path.Combine(_silo.Folder, "cursor.json");
        ReplayCursor cursor = ReplayCursor.Open(path, "key", fresh: false);
        cursor.Done(1);
        cursor.Done(0);
        cursor.Done(3);
        cursor.Save();
        Assert.Equal(2, ReplayCursor.Open(path, "key", fresh: false).Reached);
        Assert.Equal(0, ReplayCursor.Open(path, "another", fresh: false).Reached);
        Assert.Equal(0, ReplayCursor.Open(path, "key", fresh: true).Reached);
        File.WriteAllText(path, "{ half");
        Assert.Equal(0, ReplayCursor.Open(path, "key", fresh: false).Reached);
    }

    [Fact]
    public async Task Only_the_events_asked_for_are_sent_at_the_pace_they_happened()
    {
        ReplayResult some = await RunAsync(new ReplayRequest { FromMs = set.UntilMs, Speed = 1e9 });
        JsonElement user = await _silo.Rest.GetFromJsonAsync<JsonElement>("/v1/users/nobody", TestContext.Current.CancellationToken);

        long expected = set.Open.ReadUsers(TestContext.Current.CancellationToken).Sum(u => u.Events.ToArray().LongCount(e => e.TimeMs >= set.UntilMs));
        Assert.InRange(some.Events, expected, expected + set.Open.Info.Users);
        Assert.Equal(0, user.GetProperty("eventCount").GetInt64());
    }

    [Theory]
    [InlineData(null)]
    [InlineData(1e9)]
    public async Task Stopped_midway_and_run_again_it_goes_on_and_every_event_is_in_the_log_once(double? speed)
    {
        ReplayRequest request = new() { BatchEvents = 50, Lanes = 2, Speed = speed };
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        StoppingProgress progress = new(stop, afterUsers: speed is null ? 150 : int.MaxValue, afterNotes: 40);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunAsync(set.Open, request, fresh: true, progress, stop.Token));
        long reached = ReplayCursor.Open(CursorPath, "key", fresh: false).Reached;
        Assert.InRange(reached, 1, (speed is null ? set.Open.Info.Users : set.Open.Info.Events) - 1);

        ReplayResult rest = await RunAsync(set.Open, request, fresh: false, NoProgress.Instance, Cancellation);

        (string User, string Event)[] expected =
        [
            .. set.Open.ReadUsers(Cancellation).SelectMany(new ReplayedEvents(set.Open, request).Of).Select(e => JsonSerializer.Deserialize<JsonElement>(e.Json))
                .Select(e => (e.GetProperty("userId").GetString()!, e.GetProperty("eventId").GetString()!)).Order(),
        ];
        Assert.False(File.Exists(CursorPath));
        Assert.InRange(rest.Events, 1, expected.Length - 1);
        Assert.Equal(0, (await _silo.StopAsync()).Code);
        Assert.Equal(expected, await LoggedAsync());
    }

    [Theory]
    [InlineData(null)]
    [InlineData(1.0)]
    public async Task Events_that_are_refused_end_it_at_once_and_are_told(double? speed)
    {
        const int users = 400;
        string folder = set.File($"refused-{speed}");
        using (DatasetWriter writer = DatasetWriter.Create(folder, new DatasetInfo { Name = "refused", EventTypes = ["play"] }, [new ItemInfo(new string('x', 300), []), new ItemInfo("b", [])], force: false))
        {
            // One lane of four has a bad item; the others have nothing to do, or far more than their queues hold.
            for (int u = 0; u < users; u++)
            {
                long day = 86_400_000L * (u + 1);
                writer.Add(new UserHistory($"user-{u}", new EventRow[] { new(u == 0 ? 0 : 1, 0, day, 1f) }, []));
            }

            writer.Complete();
        }

        ReplayRequest request = new() { BatchEvents = 1, Speed = speed };
        UserErrorException error = await Assert.ThrowsAsync<UserErrorException>(
            () => RunAsync(Dataset.Open(folder), request, fresh: true, NoProgress.Instance, Cancellation).WaitAsync(TimeSpan.FromSeconds(60), Cancellation));

        Assert.Contains("itemId", error.Message, StringComparison.Ordinal);
    }

    private Task<ReplayResult> RunAsync(ReplayRequest request) => RunAsync(set.Open, request);

    private Task<ReplayResult> RunAsync(Dataset dataset, ReplayRequest request) => RunAsync(dataset, request, fresh: true, NoProgress.Instance, Cancellation);

    private async Task<ReplayResult> RunAsync(Dataset dataset, ReplayRequest request, bool fresh, IProgressReporter progress, CancellationToken cancellation)
    {
        using ServiceConnection service = new(_silo.Rest.BaseAddress!, null, TimeProvider.System);
        ReplayCursor cursor = ReplayCursor.Open(CursorPath, "key", fresh);
        return await new ReplayRun(dataset, service, request, cursor, TimeProvider.System).RunAsync(progress, cancellation);
    }

    private async Task<(string User, string Event)[]> LoggedAsync()
    {
        await using FolderLogReader log = await FolderLogReader.OpenAsync(_silo.Folder, Cancellation);
        List<(string, string)> logged = [];
        foreach (PartitionHead head in await log.HeadsAsync(Cancellation))
        {
            logged.AddRange((await log.ReadPartitionAsync(head.Partition, 0, int.MaxValue, Cancellation)).Select(e => (e.Event!.UserId, e.Event.EventId)));
        }

        return [.. logged.Order()];
    }

    private static bool HasHistory(FeatureLayout layout, ReadOnlySpan<float> features)
    {
        foreach (FeatureBlock block in layout.Groups.SelectMany(g => g.Blocks).Where(b => b.IsItemMean))
        {
            if (features.Slice(block.Offset, block.Length).ContainsAnyExcept(0f))
            {
                return true;
            }
        }

        return false;
    }

    private static void AssertNear(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, string what)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) <= 1e-5f * Math.Max(1, Math.Abs(expected[i])), $"{what}: {expected[i]} in training, {actual[i]} served.");
        }
    }
}
