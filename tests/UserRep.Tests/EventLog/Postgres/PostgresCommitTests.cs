using Npgsql;
using UserRep.EventLog.Events;
using UserRep.EventLog.Postgres;
using UserRep.EventLog.Snapshots;
using UserRep.Testing.Postgres;
using UserRep.Tests.EventLog.Events;
using Xunit;

namespace UserRep.Tests.EventLog.Postgres;

/// <summary>What a commit promises, and what is said when its answer is lost.</summary>
public sealed class PostgresCommitTests(SharedPostgres server) : PostgresTests(server)
{
    [Theory]
    [InlineData(Cut.BeforeCommit)]
    [InlineData(Cut.AfterCommit)]
    public async Task When_the_answer_to_a_commit_is_lost_sending_again_is_safe(Cut cut)
    {
        await using CommitCutter line = new(Database.ConnectionString);
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(line.ConnectionString);
        await using PostgresEventLog log = await PostgresEventLog.OpenAsync(source, new PostgresLogOptions { Partitions = 4 }, _none);
        await log.AppendAsync(NewEvents.Many("ann", 2), _none);
        line.Arm(cut);

        EventLogException error = await Assert.ThrowsAsync<EventLogException>(() => log.AppendAsync(NewEvents.Many("ann", 3), _none));

        Assert.True(error.OutcomeUnknown);
        Assert.True(error.IsTransient);
        Assert.Contains("same event ids", error.Message, StringComparison.Ordinal);
        IReadOnlyList<AppendResult> again = await log.AppendAsync(NewEvents.Many("ann", 3), _none);
        Assert.Equal([true, true, cut == Cut.AfterCommit], again.Select(r => r.IsDuplicate));
        Assert.Equal([1, 2, 3], again.Select(r => r.Offset));
        Assert.Empty(await LogChecker.CheckAsync(log));
    }

    [Fact]
    public async Task Every_write_is_synced_whatever_the_servers_default()
    {
        await using PostgresEventLog log = await PostgresEventLog.OpenAsync(Database.Source, new PostgresLogOptions { Partitions = 4 }, _none);
        await using PostgresSnapshotStore snapshots = await PostgresSnapshotStore.OpenAsync(Database.Source, new PostgresLogOptions(), _none);
        await Database.ExecuteAsync($"ALTER DATABASE {Database.Name} SET synchronous_commit = off");
        await Database.ExecuteAsync(
            """
            CREATE FUNCTION refuse_unsynced() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF current_setting('synchronous_commit') <> 'on' THEN RAISE 'not synced'; END IF;
                RETURN NULL;
            END $$;
            CREATE TRIGGER events AFTER INSERT OR UPDATE OR DELETE ON log_event EXECUTE FUNCTION refuse_unsynced();
            CREATE TRIGGER snapshots AFTER INSERT OR UPDATE OR DELETE ON user_snapshot EXECUTE FUNCTION refuse_unsynced();
            """);
        Database.Source.Clear();

        await log.AppendAsync(NewEvents.Many("ann", 2), _none);
        await snapshots.UpsertAsync([new Snapshot("ann", "space", 1, 2, new byte[] { 1 })], _none);
        await log.EraseUserAsync("ann", _none);
        await snapshots.RemoveUserAsync("ann", _none);

        await using NpgsqlCommand plain = Database.Source.CreateCommand("DELETE FROM log_event");
        Assert.Contains("not synced", (await Assert.ThrowsAsync<PostgresException>(() => plain.ExecuteNonQueryAsync(_none))).Message, StringComparison.Ordinal);
    }
}
