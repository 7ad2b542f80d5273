using Microsoft.Data.Sqlite;
using SQLitePCL;
using UserRep.EventLog.Events;
using UserRep.EventLog.Reading;
using UserRep.EventLog.Schema;
using UserRep.EventLog.Snapshots;
using UserRep.EventLog.Sqlite;
using UserRep.Tests.EventLog.Events;
using Xunit;

namespace UserRep.Tests.EventLog.Sqlite;

/// <summary>Files that a newer or an older release has worked on.</summary>
public sealed class SqliteSchemaTests : IDisposable
{
    private const string Snapshots = SqliteSnapshotStore.FileName;

    private static readonly CancellationToken _none = CancellationToken.None;

    // SQLITE_STMTSTATUS_REPREPARE
    private const int Reprepared = 5;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task After_additive_steps_of_a_newer_release_everything_goes_on()
    {
        await using (SqliteEventLog before = await OpenAsync())
        {
            await before.AppendAsync(NewEvents.Many("ann", 3), _none);
        }

        Step(3, isAdditive: true, "ALTER TABLE event ADD COLUMN of_tomorrow TEXT DEFAULT 'new'");
        Step(4, isAdditive: true, "CREATE TABLE of_tomorrow (a INTEGER)");

        await using SqliteEventLog log = await OpenAsync();
        await log.AppendAsync(NewEvents.Many("ann", 4, "later-"), _none);
        await using FolderLogReader reader = await FolderLogReader.OpenAsync(_folder.Path, _none);

        Assert.Equal(7, (await log.ReadUserAsync("ann", 0, 100, _none)).Count);
        Assert.Equal(7, (await reader.ReadUserAsync("ann", 0, 100, _none)).Count);
        Assert.Empty(await LogChecker.CheckAsync(log));
    }

    [Fact]
    public async Task A_file_from_before_the_second_step_goes_on_without_its_index_by_order()
    {
        const string Index = "event_of_user";
        await using (SqliteEventLog before = await OpenAsync())
        {
            await before.AppendAsync([.. NewEvents.Many("ann", 3), .. NewEvents.Many("bob", 3)], _none);
        }

        Execute(SqliteEventLog.FileName, $"CREATE UNIQUE INDEX {Index} ON event (user_key, offset) WHERE user_key IS NOT NULL");
        Execute(SqliteEventLog.FileName, "DELETE FROM applied_script WHERE number = 2");

        await using SqliteEventLog log = await OpenAsync();
        await log.AppendAsync(NewEvents.Many("ann", 2, "later-"), _none);

        Assert.Equal(5, (await log.ReadUserAsync("ann", 0, 100, _none)).Count);
        Assert.Empty(await LogChecker.CheckAsync(log));
        Assert.Empty(Strings(SqliteEventLog.FileName, $"SELECT name FROM sqlite_master WHERE name = '{Index}'"));
    }

    [Fact]
    public async Task A_file_of_snapshots_from_before_the_second_step_keeps_them_all_and_finds_them_by_an_index_of_keys_alone()
    {
        Snapshot[] written = await BeforeTheSecondStepAsync(users: 50);
        Assert.True(IsInOrder());

        await using SqliteSnapshotStore opened = await OpenSnapshotsAsync();
        Assert.Equal(written.Select(Words), await WordsOfAllAsync(opened, written));
        Assert.Equal(1, await opened.RemoveUserAsync("user-7", _none));
        Assert.Equal(["snapshot", "snapshot_of_user"], Strings(Snapshots, "SELECT name FROM sqlite_master WHERE name LIKE 'snapshot%' ORDER BY name"));
        Assert.False(IsInOrder());
    }

    [Fact]
    public async Task A_page_that_is_damaged_leaves_the_second_step_undone_and_costs_nobody_but_its_users()
    {
        Snapshot[] written = await BeforeTheSecondStepAsync(users: 300);
        DamageAPageOfRows();

        await using SqliteSnapshotStore opened = await OpenSnapshotsAsync();
        int whole = 0;
        foreach (Snapshot snapshot in written)
        {
            try
            {
                whole += (await opened.ReadAsync(snapshot.FeatureSpace, [snapshot.UserId], _none)).Count(found => Words(found) == Words(snapshot));
            }
            catch (EventLogException error)
            {
                Assert.Contains("is damaged", error.Message, StringComparison.Ordinal);
            }
        }

        Assert.True(IsInOrder());
        Assert.InRange(whole, 200, 299);
        Assert.Equal(1, await opened.UpsertAsync([written[0] with { Position = 1_000 }], _none));
    }

    [Fact]
    public async Task A_step_that_does_not_get_to_its_end_leaves_everything_as_it_was_and_is_taken_again()
    {
        Snapshot[] written = await BeforeTheSecondStepAsync(users: 50);
        Execute(Snapshots, "CREATE TABLE snapshot_in_order (a INTEGER)");
        await Assert.ThrowsAsync<EventLogException>(OpenSnapshotsAsync);
        Assert.True(IsInOrder());
        Assert.Equal(["50"], Strings(Snapshots, "SELECT CAST(count(*) AS TEXT) FROM snapshot"));

        Execute(Snapshots, "DROP TABLE snapshot_in_order");
        await using SqliteSnapshotStore opened = await OpenSnapshotsAsync();
        Assert.Equal(written.Select(Words), await WordsOfAllAsync(opened, written));
        Assert.False(IsInOrder());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task No_statement_is_prepared_anew_because_of_what_its_parameters_are_bound_to_as_the_engine_would_by_itself(bool isAsOpened)
    {
        await using SqliteEventLog log = await OpenAsync();
        await log.AppendAsync(NewEvents.Many("ann", 3), _none);
        using SqliteSession session = new(new SqliteFile(Path.Combine(_folder.Path, SqliteEventLog.FileName), SqliteEventLog.Schema, cacheMegabytes: 1).OpenReader());
        sqlite3 engine = session.Connection.Handle!;
        engine.enable_sqlite3_next_stmt(true);
        if (!isAsOpened)
        {
            raw.sqlite3_db_config(engine, SqliteFile.EnableQueryPlannerStabilityGuarantee, 0, out _);
        }

        foreach (int limit in (int[])[1, 2, 3])
        {
            Assert.Equal(limit, SqliteEvents.OfUser(session, "ann", 0, limit).Count);
        }

        sqlite3_stmt statement = raw.sqlite3_next_stmt(engine, null);
        Assert.Equal(isAsOpened, raw.sqlite3_stmt_status(statement, Reprepared, resetFlg: 0) == 0);
    }

    [Fact]
    public async Task Snapshots_of_users_are_each_looked_up_by_space_and_user()
    {
        await (await OpenAsync()).DisposeAsync();
        await (await OpenSnapshotsAsync()).DisposeAsync();

        List<string> plan = PlanOf(Snapshots, SqliteSnapshotStore.Schema, SqliteSnapshotStore.OfUsers, "space", "[\"ann\"]");

        Assert.Contains("SEARCH snapshot USING INDEX sqlite_autoindex_snapshot_1 (feature_space=? AND user_id=?)", plan);
    }

    [Fact]
    public async Task Of_a_users_events_the_index_says_which_they_are_and_only_those_that_are_wanted_are_looked_up()
    {
        await (await OpenAsync()).DisposeAsync();

        List<string> plan = PlanOf(SqliteEventLog.FileName, SqliteEventLog.Schema, SqliteEvents.UserEvents, "ann", 0, 100);

        Assert.Contains("SEARCH i USING COVERING INDEX event_by_hash (user_key=?)", plan);
        Assert.Contains("SEARCH e USING PRIMARY KEY (partition=? AND offset=?)", plan);
    }

    [Fact]
    public async Task After_one_step_that_is_not_additive_nothing_does()
    {
        await (await OpenAsync()).DisposeAsync();
        Step(3, isAdditive: false, "SELECT 1");
        Step(4, isAdditive: true, "SELECT 1");

        foreach (Func<Task> open in (Func<Task>[])[() => OpenAsync(), () => FolderLogReader.OpenAsync(_folder.Path, _none)])
        {
            EventLogException error = await Assert.ThrowsAsync<EventLogException>(open);

            Assert.Contains("is at schema 4, this program knows up to 2, and after step 3 ", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(true, 1_024)]
    [InlineData(false, 4_096)]
    public async Task Snapshots_get_small_pages_in_a_new_file_and_one_that_is_there_keeps_its_own(bool isNew, long pageBytes)
    {
        await (await OpenAsync()).DisposeAsync();
        if (!isNew)
        {
            BeginWithPagesOf(4_096, SqliteSnapshotStore.FileName);
        }

        await using SqliteSnapshotStore store = await OpenSnapshotsAsync();
        await store.UpsertAsync([new Snapshot("ann", "space", 1, 5, new byte[3_000])], _none);

        Assert.Equal($"{pageBytes}", PageBytesOf(SqliteSnapshotStore.FileName));
        Assert.Equal(3_000, Assert.Single(await store.ReadAsync("space", ["ann"], _none)).State.Length);
    }

    [Theory]
    [InlineData(true, 4_096)]
    [InlineData(false, 2_048)]
    public async Task A_new_log_gets_the_engines_pages_one_that_is_there_keeps_its_own_and_either_what_is_longer(bool isNew, long pageBytes)
    {
        Dictionary<string, string?> attributes = new() { ["country"] = new string('a', 5_000) };
        if (!isNew)
        {
            BeginWithPagesOf(2_048, SqliteEventLog.FileName);
        }

        await using SqliteEventLog log = await OpenAsync();
        await log.AppendAsync([.. NewEvents.Many("ann", 20), NewEvents.Of("ann", "long") with { Attributes = attributes }], _none);

        Assert.Equal($"{pageBytes}", PageBytesOf(SqliteEventLog.FileName));
        Assert.Equal(attributes, (await log.ReadUserAsync("ann", 0, 100, _none))[^1].Event!.Attributes);
        Assert.Empty(await LogChecker.CheckAsync(log));
    }

    [Fact]
    public async Task Where_the_list_does_not_say_what_is_additive_yet_the_log_opens()
    {
        await (await OpenAsync()).DisposeAsync();
        Execute(SqliteEventLog.FileName, "ALTER TABLE applied_script DROP COLUMN additive");

        await using SqliteEventLog log = await OpenAsync();
        await log.AppendAsync(NewEvents.Many("ann", 3), _none);
        await using FolderLogReader reader = await FolderLogReader.OpenAsync(_folder.Path, _none);

        Assert.Equal(3, (await reader.ReadUserAsync("ann", 0, 100, _none)).Count);
    }

    [Fact]
    public async Task The_next_step_has_such_a_list_say_it()
    {
        await SqliteGrainStates.PrepareAsync(_folder.Path, _none);
        const string File = "grains.db";
        Execute(File, "ALTER TABLE applied_script DROP COLUMN additive");
        Execute(File, "DELETE FROM applied_script");
        string[] tables = [.. Strings(File, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ('applied_script') AND name NOT LIKE 'sqlite%'")];
        Array.ForEach(tables, table => Execute(File, $"DROP TABLE {table}"));

        await SqliteGrainStates.PrepareAsync(_folder.Path, _none);

        Assert.Equal(["1 0"], Strings(File, "SELECT number || ' ' || additive FROM applied_script"));
        Assert.NotEmpty(tables);
    }

    /// <summary>Leaves a file of snapshots as the first step made it.</summary>
    private async Task<Snapshot[]> BeforeTheSecondStepAsync(int users)
    {
        await (await OpenAsync()).DisposeAsync();
        Random random = new(5);
        Snapshot[] written = [.. Enumerable.Range(0, users).Select(i => new Snapshot($"user-{i}", $"space-{i % 2}", 1 + (i % 3), i + 1, Bytes(2_000 + i)))];
        await using (SqliteSnapshotStore store = await OpenSnapshotsAsync())
        {
            await store.UpsertAsync(written, _none);
        }

        Execute(Snapshots, "CREATE TABLE before AS SELECT * FROM snapshot; DROP TABLE snapshot");
        Execute(Snapshots, SqlScript.Of(SqliteSnapshotStore.Schema)[0].Text);
        Execute(Snapshots, "INSERT INTO snapshot SELECT * FROM before; DROP TABLE before; DELETE FROM applied_script WHERE number = 2");
        return written;

        byte[] Bytes(int count)
        {
            byte[] bytes = new byte[count];
            random.NextBytes(bytes);
            return bytes;
        }
    }

    private void DamageAPageOfRows()
    {
        const int PageBytes = 1_024;
        const byte Leaf = 10;

        // Without pages that are free, and with those of the table before those of its index.
        Execute(Snapshots, "VACUUM");
        string path = Path.Combine(_folder.Path, Snapshots);
        byte[] pages = File.ReadAllBytes(path);
        int leaf = Enumerable.Range(1, (pages.Length / PageBytes) - 1).Where(page => pages[page * PageBytes] == Leaf).ElementAt(10);
        pages.AsSpan(leaf * PageBytes, PageBytes).Clear();
        File.WriteAllBytes(path, pages);
    }

    private static string Words(Snapshot snapshot) => $"{snapshot.UserId} {snapshot.FeatureSpace} {snapshot.Epoch} {snapshot.Position} {Convert.ToHexString(snapshot.State.Span)}";

    private static async Task<string[]> WordsOfAllAsync(SqliteSnapshotStore store, Snapshot[] of)
    {
        List<Snapshot> found = [];
        foreach (IGrouping<string, Snapshot> space in of.GroupBy(s => s.FeatureSpace))
        {
            found.AddRange(await store.ReadAsync(space.Key, [.. space.Select(s => s.UserId)], _none));
        }

        return [.. found.OrderBy(s => s.Position).Select(Words)];
    }

    private bool IsInOrder() => Strings(Snapshots, "SELECT name FROM sqlite_master WHERE name = 'snapshot' AND sql LIKE '%WITHOUT ROWID%'").Count > 0;

    /// <summary>The steps of a statement as the service runs it: with parameters, on a connection that reads.</summary>
    private List<string> PlanOf(string file, string schema, string statement, params object[] values)
    {
        using SqliteSession session = new(new SqliteFile(Path.Combine(_folder.Path, file), schema, cacheMegabytes: 1).OpenReader());
        using SqliteDataReader rows = session.Command($"EXPLAIN QUERY PLAN {statement}", values).ExecuteReader();
        List<string> steps = [];
        while (rows.Read())
        {
            steps.Add(rows.GetString(3));
        }

        return steps;
    }

    private Task<SqliteSnapshotStore> OpenSnapshotsAsync() => SqliteSnapshotStore.OpenAsync(new SqliteLogOptions { Folder = _folder.Path }, _none);

    private Task<SqliteEventLog> OpenAsync() => SqliteEventLog.OpenAsync(new SqliteLogOptions { Folder = _folder.Path, Partitions = 4 }, _none);

    /// <summary>As a newer release does at its start.</summary>
    private void Step(int number, bool isAdditive, string sql)
    {
        Execute(SqliteEventLog.FileName, sql);
        Execute(SqliteEventLog.FileName, $"INSERT INTO applied_script (number, checksum, additive) VALUES ({number}, {number}, {isAdditive})");
    }

    private void BeginWithPagesOf(int bytes, string file) =>
        Execute(file, $"PRAGMA page_size = {bytes}; CREATE TABLE applied_script (number INTEGER PRIMARY KEY, checksum INTEGER NOT NULL)");

    private string PageBytesOf(string file) => Assert.Single(Strings(file, "SELECT CAST(page_size AS TEXT) FROM pragma_page_size"));

    private void Execute(string file, string sql) => Strings(file, sql);

    private List<string> Strings(string file, string sql)
    {
        using SqliteConnection connection = new($"Data Source={Path.Combine(_folder.Path, file)};Pooling=False");
        connection.Open();
        using SqliteCommand command = new(sql, connection);
        using SqliteDataReader rows = command.ExecuteReader();
        List<string> found = [];
        while (rows.Read())
        {
            found.Add(rows.GetString(0));
        }

        return found;
    }
}
