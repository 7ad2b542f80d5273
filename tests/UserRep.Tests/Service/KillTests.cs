using System.Collections.Concurrent;
using System.Globalization;
using UserRep.Client;
using UserRep.EventLog.Events;
using UserRep.EventLog.Sqlite;
using UserRep.Tests.EventLog.Events;
using UserRep.Tests.Training.Train;
using Xunit;

namespace UserRep.Tests.Service;

/// <summary>
/// kill -9 under load, at moments a seed chooses: what was acknowledged is there once, at the position that was said, and every user's
/// vector is that of the log. <c>USERREP_KILLS</c> sets how many runs.
/// </summary>
public sealed class KillTests(SimulatedSet set) : IClassFixture<SimulatedSet>
{
    private const int Writers = 3;
    private const int Users = 25;

    private static readonly int _runs = int.Parse(Environment.GetEnvironmentVariable("USERREP_KILLS") ?? "3", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Nothing_acknowledged_is_lost_or_counted_twice()
    {
        await using SiloProcess silo = new();
        await silo.StartAsync();
        string version = await ServedModel.PublishAsync(silo.Rest, set.Bundle);
        ConcurrentDictionary<(string User, string Event), long> acknowledged = [];
        int sent = 0;
        for (int seed = 0; seed < _runs; seed++)
        {
            Random random = new(seed);
            int killAfter = 20 + random.Next(200);
            TaskCompletionSource killNow = new();
            using CancellationTokenSource stop = new();
            Task[] writers = [.. Enumerable.Range(0, Writers).Select(writer => WriteAsync(silo, seed, writer, acknowledged, () =>
            {
                if (Interlocked.Increment(ref sent) % 1_000 >= killAfter)
                {
                    killNow.TrySetResult();
                }
            }, stop.Token))];
            await killNow.Task;
            await silo.KillAsync();
            await stop.CancelAsync();
            await Task.WhenAll(writers);
            await silo.StartAsync();
            Interlocked.Exchange(ref sent, 0);

            // Sent again: found to be there, at the same place.
            await using UserRepClient client = silo.Client();
            foreach (KeyValuePair<(string User, string Event), long> e in acknowledged.Take(50))
            {
                PublishedEvent again = (await client.PublishAsync([new UserEvent { UserId = e.Key.User, EventId = e.Key.Event, Type = "listen" }]))[0];
                Assert.True(again.IsDuplicate && again.Position == e.Value, $"Seed {seed}: {e.Key} was acknowledged at {e.Value}, now {again.Position}, duplicate {again.IsDuplicate}.");
            }
        }

        Assert.True(acknowledged.Count > 20 * _runs, $"Only {acknowledged.Count} events were acknowledged.");
        await AssertVectorsAsync(silo, version);
        await silo.StopAsync();
        await using SqliteEventLog log = await SqliteEventLog.OpenAsync(new SqliteLogOptions { Folder = silo.Folder }, CancellationToken.None);
        Assert.Empty(await LogChecker.CheckAsync(log));
        HashSet<(string, string, long)> there = [];
        foreach (PartitionHead head in await log.HeadsAsync(CancellationToken.None))
        {
            there.UnionWith((await LogChecker.ReadAllAsync(log, head.Partition)).Select(e => (e.Event!.UserId, e.Event.EventId, e.Offset)));
        }

        Assert.DoesNotContain(acknowledged, e => !there.Contains((e.Key.User, e.Key.Event, e.Value)));
    }

    /// <summary>What the grains folded, through crashes, is what a fold of the log gives: the same moment, read live and from the log.</summary>
    private static async Task AssertVectorsAsync(SiloProcess silo, string version)
    {
        await using UserRepClient client = silo.Client(o => o.Version = version);
        for (int user = 0; user < Users; user++)
        {
            UserVector live = await client.GetAsync($"user-{user}");
            UserVector replayed = await client.GetAsync($"user-{user}", new GetOptions { AsOf = live.AsOf });
            Assert.Equal(live.Position, replayed.Position);
            Assert.All(live.Vector.ToArray().Zip(replayed.Vector.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
        }
    }

    private static async Task WriteAsync(
        SiloProcess silo, int seed, int writer, ConcurrentDictionary<(string User, string Event), long> acknowledged, Action sent, CancellationToken stop)
    {
        Random random = new((seed * 100) + writer);
        await using UserRepClient client = silo.Client(o => (o.MaxRetries, o.Timeout) = (0, TimeSpan.FromSeconds(10)));
        for (int i = 0; !stop.IsCancellationRequested; i++)
        {
            UserEvent[] batch =
            [
                .. Enumerable.Range(0, 1 + random.Next(8)).Select(n => new UserEvent
                {
                    UserId = $"user-{random.Next(Users)}", EventId = $"{seed}-{writer}-{i}-{n}", Type = random.Next(5) == 0 ? "like" : "listen", ItemId = $"track-{random.Next(100)}",
                }),
            ];
            try
            {
                foreach (PublishedEvent e in await client.PublishAsync(batch, stop))
                {
                    acknowledged[(e.UserId, e.EventId)] = e.Position;
                }
            }
            catch (Exception error) when (error is UserRepClientException or OperationCanceledException)
            {
                // Not acknowledged: it may be there or not.
            }

            sent();
        }
    }
}
