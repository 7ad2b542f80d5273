using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using UserRep.Client;
using UserRep.ClusterTests.Silos;
using UserRep.Testing.Postgres;
using UserRep.Tests.Service.Downstream;
using Xunit;

namespace UserRep.ClusterTests;

/// <summary>
/// A switch is committed while one silo stands still. Once the commit has returned, nobody who asks anywhere is routed to the old version, the
/// silo that comes back included, whether the list of versions was at home there or not.
/// </summary>
public sealed class SwitchTests(SharedPostgres postgres)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);
    private static readonly string[] _users = [.. Enumerable.Range(0, 24).Select(i => $"user-{i}")];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_silo_that_stood_still_does_not_go_on_with_the_old_version()
    {
        await using Cluster cluster = await Cluster.StartAsync(postgres, 3);
        await cluster.PublishAsync(cluster.Silos[0], "v0", 1, makeCurrent: true);
        await using (UserRepClient client = cluster.Silos[0].Client())
        {
            await client.PublishAsync([.. _users.Select(user => new UserEvent { UserId = user, Type = "play", ItemId = "item-1" })], Cancellation);
        }

        // Each of them stands still once, and so also the one that keeps the list of versions.
        for (int round = 0; round < cluster.Silos.Count; round++)
        {
            await SwitchAsync(cluster, frozen: cluster.Silos[round], by: cluster.Silos[(round + 1) % cluster.Silos.Count], $"v{round}", $"v{round + 1}", round + 2);
        }
    }

    private static async Task SwitchAsync(Cluster cluster, SiloNode frozen, SiloNode by, string from, string to, int seed)
    {
        Operator rollout = new(by.Rest, Cancellation);
        ConsumerOptions consumer = new() { Name = "ranker", Accepts = [to, from] };
        await cluster.PublishAsync(by, to, seed, makeCurrent: false);
        await rollout.MoveAsync(to, "shadow");
        await rollout.MoveAsync(to, "canary", new { share = 30 });
        using HttpResponseMessage registered = await by.Rest.PutAsJsonAsync("/v1/consumers/ranker", new { accepts = consumer.Accepts }, Cancellation);
        registered.EnsureSuccessStatusCode();
        (string id, string[] late) = await rollout.PrepareAsync(to);
        Assert.Empty(late);

        RoutedReader[] readers = [.. cluster.Silos.Select(silo => new RoutedReader(silo, consumer, _users))];
        await Until.TrueAsync("all silos are read", _patience, () => Task.FromResult(readers.All(r => r.Answers.Count > 50)));
        await frozen.FreezeAsync();
        TimeSpan commit = await CommitAsync(by, id);
        long committed = Stopwatch.GetTimestamp();
        await frozen.ThawAsync();

        // It is read again; or it was given up, and until it finds that out and ends it is read, too.
        await Until.TrueAsync("the silo that stood still goes on, or ends where it was given up", _patience, async () =>
            readers.Count(r => r.AnswersAfter(committed) > 50) >= (frozen.IsRunning ? readers.Length : readers.Length - 1)
                && (!frozen.IsRunning || !await cluster.IsGivenUpAsync(frozen)));
        foreach (RoutedReader reader in readers)
        {
            await reader.DisposeAsync();
        }

        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{from} to {to}: committed after {commit.TotalSeconds:0.0} s; the silo that stood still {(frozen.IsRunning ? "goes on" : "has ended")}; answers {string.Join(", ", readers.Select(r => r.Answers.Count))}");
        AssertWhole(readers, from, to, committed);
        await using (UserRepClient client = by.Client())
        {
            Assert.Equal(from, (await client.GetAsync(_users[0], new GetOptions { Version = from }, Cancellation)).Version);
        }

        if (!frozen.IsRunning)
        {
            frozen.Start();
            await frozen.ReadyAsync();
        }
    }

    private static void AssertWhole(RoutedReader[] readers, string from, string to, long committed)
    {
        Assert.DoesNotContain(readers.SelectMany(r => r.Answers), a => a.AskedAt > committed && a.Versions.Any(v => v != to));

        // Users of the canary had the new version before; all others of a batch move together.
        bool[] isCanary = [.. Enumerable.Range(0, _users.Length).Select(i => readers.SelectMany(r => r.Answers).All(a => a.Versions.Length == 1 || IsOne(a.Versions) || a.Versions[i] == to))];
        Assert.Contains(true, isCanary);
        Assert.Contains(false, isCanary);
        Assert.All(readers.SelectMany(r => r.Answers), a => Assert.True(
            IsOne(a.Versions) || Enumerable.Range(0, _users.Length).All(i => a.Versions[i] == (isCanary[i] ? to : from)), string.Join(' ', a.Versions)));

        static bool IsOne(string[] versions) => Array.TrueForAll(versions, v => v == versions[0]);
    }

    /// <summary>Whoever is told that the service cannot say now asks again.</summary>
    private static async Task<TimeSpan> CommitAsync(SiloNode by, string id) => await Until.TrueAsync("the switch is committed", _patience, async () =>
    {
        using HttpResponseMessage answer = await by.Rest.PostAsync($"/v1/switches/{id}:commit", null, Cancellation);
        Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable, $"{answer.StatusCode} {await answer.Content.ReadAsStringAsync(Cancellation)}");
        return answer.StatusCode == HttpStatusCode.OK;
    });
}
