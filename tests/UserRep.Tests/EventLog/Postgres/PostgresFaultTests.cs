using System.Collections.Concurrent;
using System.Globalization;
using UserRep.EventLog.Events;
using UserRep.EventLog.Postgres;
using UserRep.Testing.Postgres;
using UserRep.Tests.EventLog.Events;
using Xunit;

namespace UserRep.Tests.EventLog.Postgres;

/// <summary>
/// The server, or connections to it, die under load: what was acknowledged is there once, at its place; what was not, once or not at all.
/// <c>USERREP_KILLS</c> sets how often the server is killed.
/// </summary>
public sealed class PostgresFaultTests(SharedPostgres shared)
{
    private const int Writers = 4;

    private static readonly int _kills = int.Parse(Environment.GetEnvironmentVariable("USERREP_KILLS") ?? "2", CultureInfo.InvariantCulture);
    private static readonly CancellationToken _none = CancellationToken.None;

    private readonly ConcurrentDictionary<(string User, string Event), long> _acknowledged = [];
    private readonly ConcurrentDictionary<(string User, string Event), bool> _sent = [];

    [Fact]
    public async Task Killing_the_server_loses_nothing_that_was_acknowledged()
    {
        await using PostgresServer server = await PostgresServer.StartNewAsync();
        await using PostgresTestDatabase database = await server.CreateDatabaseAsync();
        await using PostgresEventLog first = await OpenAsync(database);
        await using PostgresEventLog second = await OpenAsync(database);
        for (int seed = 0; seed < _kills; seed++)
        {
            await WriteUntilAsync([first, second], seed, acknowledged: 60 + new Random(seed).Next(200), server.KillAsync);
            await server.StartAsync();
        }

        await AssertNothingLostAsync(first);
    }

    [Fact]
    public async Task Ended_connections_lose_nothing_that_was_acknowledged()
    {
        await using PostgresTestDatabase database = await shared.CreateDatabaseAsync();
        await using PostgresEventLog first = await OpenAsync(database);
        await using PostgresEventLog second = await OpenAsync(database);
        for (int seed = 0; seed < 20; seed++)
        {
            await WriteUntilAsync(
                [first, second],
                seed,
                acknowledged: 5 + new Random(seed).Next(60),
                () => database.ExecuteAsync($"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename = '{database.Name}'"));
        }

        await AssertNothingLostAsync(second);
    }

    private static Task<PostgresEventLog> OpenAsync(PostgresTestDatabase database) =>
        PostgresEventLog.OpenAsync(database.Source, new PostgresLogOptions { Partitions = 4 }, _none);

    /// <summary>Writers at work until so many events are acknowledged; then something happens, and they stop.</summary>
    private async Task WriteUntilAsync(IReadOnlyList<PostgresEventLog> logs, int seed, int acknowledged, Func<Task> happen)
    {
        int target = _acknowledged.Count + acknowledged;
        TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using CancellationTokenSource stop = new();
        Task[] writers = [.. Enumerable.Range(0, Writers).Select(writer => Task.Run(() => WriteAsync(logs[writer % logs.Count], seed, writer, () =>
        {
            if (_acknowledged.Count >= target)
            {
                reached.TrySetResult();
            }
        }, stop.Token)))];
        await await Task.WhenAny([reached.Task, .. writers]);
        await happen();
        await stop.CancelAsync();
        await Task.WhenAll(writers);
    }

    private async Task WriteAsync(PostgresEventLog log, int seed, int writer, Action wrote, CancellationToken stop)
    {
        Random random = new((seed * 100) + writer);
        for (int i = 0; !stop.IsCancellationRequested; i++)
        {
            NewEvent[] batch = [.. Enumerable.Range(0, 1 + random.Next(6)).Select(n => NewEvents.Of($"user-{random.Next(12)}", $"{seed}-{writer}-{i}-{n}"))];
            foreach (NewEvent e in batch)
            {
                _sent[(e.UserId, e.EventId)] = true;
            }

            try
            {
                IReadOnlyList<AppendResult> results = await log.AppendAsync(batch, _none);
                for (int n = 0; n < batch.Length; n++)
                {
                    _acknowledged[(batch[n].UserId, batch[n].EventId)] = results[n].Offset;
                }
            }
            catch (EventLogException error) when (error.IsTransient)
            {
                // Not acknowledged: it may be there or not. Anything but a passing error fails the test.
            }

            wrote();
        }
    }

    private async Task AssertNothingLostAsync(PostgresEventLog log)
    {
        Assert.Empty(await LogChecker.CheckAsync(log));
        HashSet<(string, string, long)> there = [];
        foreach (PartitionHead head in await log.HeadsAsync(_none))
        {
            there.UnionWith((await LogChecker.ReadAllAsync(log, head.Partition)).Select(e => (e.Event!.UserId, e.Event.EventId, e.Offset)));
        }

        Assert.DoesNotContain(_acknowledged, e => !there.Contains((e.Key.User, e.Key.Event, e.Value)));
        Assert.All(there, e => Assert.True(_sent.ContainsKey((e.Item1, e.Item2))));

        // Whatever became of it, all of it can be sent again, and is there once in the end.
        foreach ((string User, string Event)[] some in _sent.Keys.Chunk(100))
        {
            await log.AppendAsync([.. some.Select(e => NewEvents.Of(e.User, e.Event))], _none);
        }

        Assert.Empty(await LogChecker.CheckAsync(log));
        Assert.Equal(_sent.Count, (await log.HeadsAsync(_none)).Sum(h => h.Offset));
    }
}
