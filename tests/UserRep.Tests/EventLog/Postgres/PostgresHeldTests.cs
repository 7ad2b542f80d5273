using Npgsql;
using UserRep.EventLog.Events;
using UserRep.EventLog.Postgres;
using UserRep.Testing.Postgres;
using UserRep.Tests.EventLog.Events;
using Xunit;

namespace UserRep.Tests.EventLog.Postgres;

/// <summary>Somebody else holds a partition's head: what waits, what gives up, what is refused.</summary>
public sealed class PostgresHeldTests(SharedPostgres server) : PostgresTests(server)
{
    [Fact]
    public async Task A_write_waits_for_the_head_and_gives_up_as_busy()
    {
        await using PostgresEventLog log = await OpenAsync(new PostgresLogOptions { Partitions = 2, LockTimeout = TimeSpan.FromMilliseconds(200) });
        string held = UserOf(log, 0);
        string free = UserOf(log, 1);
        await using (await HoldAsync(0))
        {
            EventLogBusyException busy = await Assert.ThrowsAsync<EventLogBusyException>(() => log.AppendAsync([NewEvents.Of(held, "a")], _none));
            await Assert.ThrowsAsync<EventLogBusyException>(() => log.EraseUserAsync(held, _none));

            Assert.True(busy.RetryAfter > TimeSpan.Zero);
            Assert.Equal(1, (await log.AppendAsync([NewEvents.Of(free, "a")], _none))[0].Offset);
        }

        Assert.Equal(1, (await log.AppendAsync([NewEvents.Of(held, "a")], _none))[0].Offset);
        Assert.Empty(await LogChecker.CheckAsync(log));
    }

    [Fact]
    public async Task Whoever_needs_another_partition_does_not_wait_for_the_one_that_is_held()
    {
        await using PostgresEventLog log = await OpenAsync(new PostgresLogOptions { Partitions = 2, AppendsAtOnce = 1, LockTimeout = TimeSpan.FromMilliseconds(200) });
        string[] users = [UserOf(log, 0), UserOf(log, 1)];
        await using (await HoldAsync(0))
        {
            // Twice: when it is found to be held, and when that is known.
            for (int round = 0; round < 2; round++)
            {
                Task<IReadOnlyList<AppendResult>>[] calls = [.. Enumerable.Range(0, 40).Select(i => log.AppendAsync([NewEvents.Of(users[i % 2], $"{round}-{i}")], _none))];
                await Task.WhenAll(calls.Select(call => call.ContinueWith(_ => { }, TaskScheduler.Default)));

                Assert.All(calls.Where((_, i) => i % 2 == 0), call => Assert.IsType<EventLogBusyException>(call.Exception?.InnerException));
                Assert.All(calls.Where((_, i) => i % 2 == 1), call => Assert.True(call.IsCompletedSuccessfully));
            }
        }

        await log.AppendAsync([NewEvents.Of(users[0], "after"), NewEvents.Of(users[1], "after")], _none);
        Assert.Equal([1, 41], (await log.HeadsAsync(_none)).Select(h => h.Offset));
        Assert.Empty(await LogChecker.CheckAsync(log));
    }

    [Fact]
    public async Task Too_much_waiting_is_refused_with_a_time_to_come_back_and_the_rest_is_written_in_the_end()
    {
        await using PostgresEventLog log = await OpenAsync(new PostgresLogOptions { Partitions = 1, MaxWaitingEvents = 40, MaxEventsPerCommit = 10 });
        Task<IReadOnlyList<AppendResult>>[] calls;
        await using (await HoldAsync(0))
        {
            calls = [.. Enumerable.Range(0, 40).Select(i => Refusable(() => log.AppendAsync(NewEvents.Many($"user-{i}", 5), _none)))];
        }

        await Task.WhenAll(calls.Select(call => call.ContinueWith(_ => { }, TaskScheduler.Default)));
        EventLogBusyException[] refused = [.. calls.Where(call => call.IsFaulted).Select(call => Assert.IsType<EventLogBusyException>(call.Exception!.InnerException))];
        Assert.NotEmpty(refused);
        Assert.All(refused, busy => Assert.True(busy.RetryAfter > TimeSpan.Zero));
        Assert.Equal((40 - refused.Length) * 5, (await log.HeadsAsync(_none)).Sum(h => h.Offset));
        Assert.True(refused.Length <= 32, "What fits the queue is not refused.");
    }

    [Fact]
    public async Task A_caller_who_gives_up_gets_away_at_once_and_may_send_again()
    {
        await using PostgresEventLog log = await OpenAsync(new PostgresLogOptions { Partitions = 1 });
        await using (await HoldAsync(0))
        {
            using CancellationTokenSource patience = new();
            Task<IReadOnlyList<AppendResult>> call = log.AppendAsync([NewEvents.Of("ann", "a")], patience.Token);
            await patience.CancelAsync();

            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        }

        Assert.Equal(1, (await log.AppendAsync([NewEvents.Of("ann", "a")], _none))[0].Offset);
        Assert.Single(await log.ReadUserAsync("ann", 0, 10, _none));
    }

    [Fact]
    public async Task Closing_writes_what_waits_and_refuses_what_comes()
    {
        PostgresEventLog log = await OpenAsync(new PostgresLogOptions { Partitions = 1 });
        Task<IReadOnlyList<AppendResult>>[] calls;
        Task closing;
        await using (await HoldAsync(0))
        {
            calls = [.. Enumerable.Range(0, 20).Select(i => log.AppendAsync([NewEvents.Of("ann", $"{i}")], _none))];
            closing = log.DisposeAsync().AsTask();
            await Assert.ThrowsAsync<ObjectDisposedException>(() => log.AppendAsync([NewEvents.Of("ann", "late")], _none));
            Assert.False(closing.IsCompleted);
        }

        await closing;
        Assert.All(calls, call => Assert.True(call.IsCompletedSuccessfully));
    }

    [Fact]
    public async Task A_head_that_passes_from_one_slow_commit_to_the_next_is_not_held()
    {
        // The others are there whenever it lets go.
        PostgresLogOptions patient = new() { Partitions = 2, AppendsAtOnce = 1, LockTimeout = TimeSpan.FromSeconds(10) };
        await using PostgresEventLog log = await OpenAsync(new PostgresLogOptions { Partitions = 2, AppendsAtOnce = 1, LockTimeout = TimeSpan.FromSeconds(1) });
        await using PostgresEventLog second = await OpenAsync(patient);
        await using PostgresEventLog third = await OpenAsync(patient);
        string[] users = [UserOf(log, 0), UserOf(log, 1)];
        await Database.ExecuteAsync(
            """
            CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(0.5); RETURN NULL; END $$;
            CREATE CONSTRAINT TRIGGER dawdle AFTER UPDATE ON log_head DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.partition = 0) EXECUTE FUNCTION dawdle()
            """);
        using CancellationTokenSource over = new();
        Task[] others = [WriteAsync(second, users[0], "second", over.Token), WriteAsync(third, users[0], "third", over.Token)];
        await using (await HoldAsync(1))
        {
            Task<IReadOnlyList<AppendResult>>[] calls = [.. Enumerable.Range(0, 20).Select(i => log.AppendAsync([NewEvents.Of(users[i % 2], $"{i}")], _none))];
            await Task.WhenAll(calls.Select(call => call.ContinueWith(_ => { }, TaskScheduler.Default)));

            Assert.All(calls.Where((_, i) => i % 2 == 0), call => Assert.Null(call.Exception));
            Assert.All(calls.Where((_, i) => i % 2 == 1), call => Assert.IsType<EventLogBusyException>(call.Exception?.InnerException));
        }

        await over.CancelAsync();
        await Task.WhenAll(others);
        Assert.Empty(await LogChecker.CheckAsync(log));
    }

    private Task<PostgresEventLog> OpenAsync(PostgresLogOptions options) => PostgresEventLog.OpenAsync(Database.Source, options, _none);

    private static string UserOf(PostgresEventLog log, int partition) => Enumerable.Range(0, 100).Select(i => $"user-{i}").First(user => log.Partitions.PartitionOf(user) == partition);

    private async Task<NpgsqlConnection> HoldAsync(int partition)
    {
        NpgsqlConnection connection = await Database.Source.OpenConnectionAsync(_none);
        await using NpgsqlCommand hold = new($"BEGIN; SELECT FROM log_head WHERE partition = {partition} FOR UPDATE", connection);
        await hold.ExecuteNonQueryAsync(_none);
        return connection;
    }

    /// <summary>One event after another.</summary>
    private static async Task WriteAsync(PostgresEventLog log, string user, string name, CancellationToken over)
    {
        for (int i = 0; !over.IsCancellationRequested; i++)
        {
            await log.AppendAsync([NewEvents.Of(user, $"{name}-{i}")], _none);
        }
    }

    private static async Task<IReadOnlyList<AppendResult>> Refusable(Func<Task<IReadOnlyList<AppendResult>>> append) => await append();
}
