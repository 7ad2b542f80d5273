using System.Diagnostics;
using UserRep.Client;
using UserRep.ClusterTests.Silos;
using UserRep.EventLog.Events;
using UserRep.Testing.Postgres;
using UserRep.Tests.EventLog.Events;
using Xunit;

namespace UserRep.ClusterTests;

/// <summary>One of three silos goes while events come, killed or asked to: the others go on, and nothing acknowledged is lost or counted twice.</summary>
public sealed class LossTests(SharedPostgres postgres)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_others_go_on_and_have_everything(bool isKilled)
    {
        await using Cluster cluster = await Cluster.StartAsync(postgres, 3);
        await cluster.PublishAsync(cluster.Silos[1], "one", 1, makeCurrent: true);
        await using Load load = new(cluster, writers: 6);
        await load.MoreAsync(500);

        SiloNode lost = cluster.Silos[2];
        long went = Stopwatch.GetTimestamp();
        if (isKilled)
        {
            await lost.KillAsync();
        }
        else
        {
            Assert.Equal(0, await lost.StopAsync());
        }

        TimeSpan stopped = Stopwatch.GetElapsedTime(went);
        await cluster.GivenUpAsync(lost);
        TimeSpan givenUp = Stopwatch.GetElapsedTime(went);

        // Every user is read again, also those who were at home on the silo that is gone.
        Dictionary<string, long> before = new(load.Last);
        foreach (SiloNode silo in cluster.Silos.Where(silo => silo != lost))
        {
            await using UserRepClient client = silo.Client(o => o.Timeout = _patience);
            await Until.TrueAsync("every user is read", _patience, async () =>
            {
                try
                {
                    UserVectors read = await client.GetManyAsync([.. before.Keys], cancellationToken: Cancellation);
                    return Enumerable.Range(0, read.Count).All(i => read.FailureOf(i) is null && read[i].Position >= before[read.UserIds[i]]);
                }
                catch (UserRepClientException error) when (error.IsTransient)
                {
                    return false;
                }
            });
        }

        TimeSpan recovered = Stopwatch.GetElapsedTime(went);
        await load.MoreAsync(500);
        await load.StopAsync();
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"stopped after {stopped.TotalSeconds:0.0} s, given up after {givenUp.TotalSeconds:0.0} s, every user read after {recovered.TotalSeconds:0.0} s; {load.Acknowledged.Count} acknowledged, {load.Failures.Count} failures");

        Assert.All(load.Failures, failure => Assert.True(failure.IsTransient, $"{failure}"));
        await AssertReadAsync(cluster, lost, load.Last);
        await AssertLoggedAsync(cluster, load.Acknowledged);
    }

    private static async Task AssertReadAsync(Cluster cluster, SiloNode lost, IReadOnlyDictionary<string, long> last)
    {
        foreach (SiloNode silo in cluster.Silos.Where(silo => silo != lost))
        {
            await using UserRepClient client = silo.Client();
            foreach ((string user, long position) in last)
            {
                Assert.Equal(position, (await client.GetAsync(user, new GetOptions { MinPosition = position }, Cancellation)).Position);
            }
        }
    }

    private static async Task AssertLoggedAsync(Cluster cluster, IReadOnlyDictionary<(string User, string Event), long> acknowledged)
    {
        IEventLog log = await cluster.OpenLogAsync();
        Assert.Empty(await LogChecker.CheckAsync(log));
        HashSet<(string, string, long)> there = [];
        foreach (PartitionHead head in await log.HeadsAsync(Cancellation))
        {
            there.UnionWith((await LogChecker.ReadAllAsync(log, head.Partition)).Select(e => (e.Event!.UserId, e.Event.EventId, e.Offset)));
        }

        Assert.DoesNotContain(acknowledged, e => !there.Contains((e.Key.User, e.Key.Event, e.Value)));
        Assert.Equal(acknowledged.Count, there.Count);
    }
}
