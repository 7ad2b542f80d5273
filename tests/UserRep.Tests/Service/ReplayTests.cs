using System.Net.Http.Json;
using System.Text.Json;
using UserRep.Client;
using UserRep.Model.Bundles;
using UserRep.Model.Features;
using UserRep.Tests.Training.Train;
using UserRep.Training.Cli;
using UserRep.Training.Datasets;
using UserRep.Training.Embed;
using UserRep.Training.Service;
using Xunit;

namespace UserRep.Tests.Service;

/// <summary>Training and serving agree: a data set replayed into the service gives the vectors that training computes from it.</summary>
public sealed class ReplayTests(SimulatedSet set) : IClassFixture<SimulatedSet>, IAsyncLifetime
{
    private readonly SiloProcess _silo = new();

    public async ValueTask InitializeAsync() => await _silo.StartAsync();

    public async ValueTask DisposeAsync() => await _silo.DisposeAsync();

    [Fact]
    public async Task Vectors_as_of_moments_within_the_data_are_those_of_training()
    {
        using ServiceConnection service = new(_silo.Rest.BaseAddress!, null, TimeProvider.System);
        PublishResult published = await PublishCommand.PublishAsync(set.Bundle, makeCurrent: true, service, NoProgress.Instance, TestContext.Current.CancellationToken);
        Assert.Equal("current", published.State);
        ReplayResult replayed = await RunAsync(new ReplayRequest { BatchEvents = 97 });
        Assert.Equal((replayed.Events, 0), (replayed.Applied, replayed.Duplicates));
        Assert.True(replayed.Events >= set.Open.Info.Events);

        using ModelBundle bundle = ModelBundle.Open(set.Bundle);
        FeatureLayout layout = new(bundle.Spec);
        PointInTime offline = new(layout, bundle, ItemRows.Resolve(set.Open.ReadItems(), bundle.Items), set.Open.Info);
        await using UserRepClient client = _silo.Client(o => o.Version = published.Version);
        long[] moments = [set.Open.Info.FirstEventMs!.Value + ((set.UntilMs - set.Open.Info.FirstEventMs.Value) / 2), set.UntilMs, set.Open.Info.LastEventMs!.Value];
        UserHistory[] users = [.. set.Open.ReadUsers(TestContext.Current.CancellationToken)];
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
    public async Task Replayed_twice_nothing_changes_and_one_that_was_stopped_goes_on()
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
        Assert.Equal(2, ReplayCursor.Open(path, "key", fresh: false).UsersDone);
        Assert.Equal(0, ReplayCursor.Open(path, "another", fresh: false).UsersDone);
        Assert.Equal(0, ReplayCursor.Open(path, "key", fresh: true).UsersDone);
        File.WriteAllText(path, "{ half");
        Assert.Equal(0, ReplayCursor.Open(path, "key", fresh: false).UsersDone);
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

    private async Task<ReplayResult> RunAsync(ReplayRequest request)
    {
        using ServiceConnection service = new(_silo.Rest.BaseAddress!, null, TimeProvider.System);
        ReplayCursor cursor = ReplayCursor.Open(Path.Combine(_silo.Folder, "replay.json"), "key", fresh: true);
        return await new ReplayRun(set.Open, service, request, cursor, TimeProvider.System).RunAsync(NoProgress.Instance, TestContext.Current.CancellationToken);
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
