using System.Diagnostics;
using Microsoft.Data.Sqlite;
using UserRep.EventLog.Events;
using UserRep.EventLog.Snapshots;
using UserRep.EventLog.Sqlite;
using UserRep.Tests.EventLog.Events;
using Xunit;

namespace UserRep.Tests.EventLog.Sqlite;

public sealed class SqliteEventLogTests : TableLogConformance
{
    private static readonly CancellationToken _none = CancellationToken.None;

    private readonly TemporaryFolder _folder = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_second_process_is_kept_out()
    {
        EventLogException error = await Assert.ThrowsAsync<EventLogException>(() => OpenAsync(4));

        Assert.Contains("in use", error.Message, StringComparison.Ordinal);
        Assert.Contains(_folder.Path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_the_disk_is_full_nothing_is_half_written_and_it_goes_on_when_there_is_room()
    {
        await Log.DisposeAsync();
        await using (SqliteEventLog full = await SqliteEventLog.OpenAsync(new SqliteLogOptions { Folder = _folder.Path, Partitions = 4, MaxFileBytes = 160_000 }, _none))
        {
            int written = 0;
            EventLogException error = await Assert.ThrowsAsync<EventLogException>(async () =>
            {
                for (int i = 0; i < 10_000; i++)
                {
                    await full.AppendAsync(NewEvents.Many("ann", 20, $"{i}-"), _none);
                    written += 20;
                }
            });

            Assert.Contains("no room", error.Message, StringComparison.Ordinal);
            Assert.True(error.IsTransient);
            Assert.False(error.OutcomeUnknown);
            Assert.Equal(written, (await full.ReadUserAsync("ann", 0, int.MaxValue, _none)).Count);
            Assert.Empty(await LogChecker.CheckAsync(full));
        }

        await InitializeAsync();
        await Log.AppendAsync(NewEvents.Many("ann", 20, "later-"), _none);
        Assert.Empty(await LogChecker.CheckAsync(Log));
    }

    [Fact]
    public async Task What_is_written_is_folded_into_the_file_while_the_log_is_open()
    {
        FileInfo file = new(Path.Combine(_folder.Path, SqliteEventLog.FileName));
        using CancellationTokenSource giveUp = new(TimeSpan.FromSeconds(60));
        int batches = 0;
        do
        {
            giveUp.Token.ThrowIfCancellationRequested();
            await Log.AppendAsync(NewEvents.Many($"user-{batches % 50}", 100, $"{batches++}-"), _none);
            file.Refresh();
        }
        while (file.Length < 500_000);

        // By itself the engine begins when 160 MB are unfolded.
        Assert.InRange(new FileInfo($"{file.FullName}-wal").Length, 0, 100_000_000);
        Assert.Empty(await LogChecker.CheckAsync(Log));
    }

    [Fact]
    public async Task Who_is_erased_while_the_log_is_folded_leaves_the_files_at_once()
    {
        for (int round = 0; round < 5; round++)
        {
            // So many that it begins with the last of them.
            const int Batch = 100;
            for (int batch = 0; batch <= SqliteFolding.Every / (Batch + SqliteFolding.EachCommit); batch++)
            {
                await Log.AppendAsync(NewEvents.Many($"user-{batch}", Batch, $"{round}-{batch}-"), _none);
            }

            // Connections that have read keep their statements, and none of them holds anything.
            await Log.ReadUserAsync($"user-{round}", 0, 10, _none);
            await Log.ReadUsersAsync([new UserTail($"user-{round}", 0), new UserTail("user-9", 0)], 10, _none);
            await Log.ReadPartitionAsync(0, 0, 10, _none);
            await Log.ContainsAsync($"user-{round}", 1, _none);
            await Log.EraseUserAsync($"user-{round}", _none);

            Assert.Equal(0, new FileInfo(Path.Combine(_folder.Path, $"{SqliteEventLog.FileName}-wal")).Length);
        }
    }

    [Fact]
    public async Task Too_much_waiting_is_refused_with_a_time_to_come_back()
    {
        await Log.DisposeAsync();
        await using SqliteEventLog small = await SqliteEventLog.OpenAsync(new SqliteLogOptions { Folder = _folder.Path, Partitions = 4, MaxWaitingEvents = 10 }, _none);

        // More callers at once than the writer takes: some wait, the rest is refused and nothing of it written.
        Task<IReadOnlyList<AppendResult>>[] calls = [.. Enumerable.Range(0, 400).Select(i => Task.Run(() => small.AppendAsync(NewEvents.Many($"user-{i}", 5), _none)))];
        int refused = 0;
        foreach (Task<IReadOnlyList<AppendResult>> call in calls)
        {
            try
            {
                await call;
            }
            catch (EventLogBusyException busy)
            {
                Assert.True(busy.RetryAfter > TimeSpan.Zero);
                refused++;
            }
        }

        Assert.NotEqual(0, refused);
        Assert.Equal((400 - refused) * 5, (await small.HeadsAsync(_none)).Sum(h => h.Offset));
    }

    [Fact]
    public async Task A_damaged_file_is_named_with_a_remedy()
    {
        await Log.AppendAsync(NewEvents.Many("ann", 50), _none);
        await Log.DisposeAsync();
        string path = Path.Combine(_folder.Path, "events.db");
        byte[] bytes = await File.ReadAllBytesAsync(path, _none);
        await File.WriteAllBytesAsync(path, [.. new byte[100], .. bytes[100..]], _none);

        EventLogException error = await Assert.ThrowsAsync<EventLogException>(() => OpenAsync(4));

        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Contains("damaged", error.Message, StringComparison.Ordinal);
        await File.WriteAllBytesAsync(path, bytes, _none);
        await InitializeAsync();
        Assert.Equal(50, (await Log.ReadUserAsync("ann", 0, 100, _none)).Count);
    }

    [Fact]
    public async Task Rows_that_are_out_of_their_order_are_damage_and_not_read_over_and_over()
    {
        await Log.AppendAsync(NewEvents.Many("ann", 50), _none);
        int partition = Log.Partitions.PartitionOf("ann");
        await Log.DisposeAsync();

        // As when a disk has written some pages and not others: rows do not lie as the engine takes them to.
        const string Key = "PRIMARY KEY (partition, offset)";
        const string Other = "PRIMARY KEY (partition, offset DESC)";
        Execute($"PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, '{Key}', '{Other}')");
        await InitializeAsync();
        foreach (Func<Task> read in (Func<Task>[])[() => Log.ReadPartitionAsync(partition, 0, 10, _none), () => Log.ReadHeadersAsync(partition, 0, 10, _none)])
        {
            EventLogException error = await Assert.ThrowsAsync<EventLogException>(read);
            Assert.Contains("events.db is damaged: offset 49 comes after 50", error.Message, StringComparison.Ordinal);
            Assert.False(error.IsTransient);
        }

        await Log.DisposeAsync();
        Execute($"PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, '{Other}', '{Key}')");
        await InitializeAsync();
        Assert.Equal(50, (await Log.ReadPartitionAsync(partition, 0, 100, _none)).Count);
    }

    [Fact]
    public async Task A_file_of_a_newer_program_is_refused()
    {
        await Log.DisposeAsync();
        Execute("INSERT INTO applied_script (number, checksum) VALUES (99, 1)");

        EventLogException error = await Assert.ThrowsAsync<EventLogException>(() => OpenAsync(4));

        Assert.Contains("99", error.Message, StringComparison.Ordinal);
        Execute("DELETE FROM applied_script WHERE number = 99");
        await InitializeAsync();
    }

    [Fact]
    public async Task Erased_words_are_nowhere_in_the_files()
    {
        const string Secret = "a-very-secret-track";
        await Log.AppendAsync([NewEvents.Of("ann", "a") with { ItemId = Secret }], _none);
        Assert.Contains(Secret, await WordsAsync(), StringComparison.Ordinal);

        // At once, while the log goes on: nothing waits for a restart or for more events.
        await Log.EraseUserAsync("ann", _none);

        Assert.DoesNotContain(Secret, await WordsAsync(), StringComparison.Ordinal);
        Assert.Single(await Log.AppendAsync(NewEvents.Many("bob", 1), _none));
    }

    /// <summary>What is in the files, by a process of its own: to close a file here would drop the log's locks.</summary>
    private async Task<string> WordsAsync()
    {
        using Process cat = Process.Start(new ProcessStartInfo("cat", Directory.GetFiles(_folder.Path)) { RedirectStandardOutput = true, StandardOutputEncoding = System.Text.Encoding.Latin1 })!;
        return await cat.StandardOutput.ReadToEndAsync(_none);
    }

    private protected override async Task<IEventLog> OpenAsync(int partitions) =>
        await SqliteEventLog.OpenAsync(new SqliteLogOptions { Folder = _folder.Path, Partitions = partitions }, _none);

    private protected override async Task<ISnapshotStore> OpenSnapshotsAsync() =>
        await SqliteSnapshotStore.OpenAsync(new SqliteLogOptions { Folder = _folder.Path }, _none);

    private protected override Task DamageAsync(int partition, long offset, string assignment)
    {
        // It knows no word for it.
        string known = assignment.Replace("CAST('inf' AS real)", "9e999", StringComparison.Ordinal);
        Execute($"UPDATE event SET {known} WHERE partition = {partition} AND offset = {offset}");
        return Task.CompletedTask;
    }

    private void Execute(string sql)
    {
        using SqliteConnection connection = new($"Data Source={Path.Combine(_folder.Path, "events.db")};Pooling=False");
        connection.Open();
        using SqliteCommand command = new(sql, connection);
        command.ExecuteNonQuery();
    }
}
