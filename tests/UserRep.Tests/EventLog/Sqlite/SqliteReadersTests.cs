using Microsoft.Data.Sqlite;
using UserRep.EventLog.Sqlite;
using Xunit;

namespace UserRep.Tests.EventLog.Sqlite;

public sealed class SqliteReadersTests : IDisposable
{
    private const string Head = "SELECT last_offset FROM partition_head WHERE partition = $1";

    private readonly TemporaryFolder _folder = new();
    private readonly SqliteFile _file;
    private readonly SqliteSession _writer;

    // One connection, which every read gets.
    private readonly SqliteReaders _readers;

    public SqliteReadersTests()
    {
        _file = new SqliteFile(Path.Combine(_folder.Path, "events.db"), SqliteEventLog.Schema, cacheMegabytes: 1);
        _writer = new SqliteSession(_file.OpenWriter());
        _file.Migrate(_writer.Connection);
        _writer.Execute("INSERT INTO partition_head (partition, last_offset, pruned_up_to) VALUES (0, 1, 0)");
        _readers = new SqliteReaders(_file, 1);
    }

    public void Dispose()
    {
        _readers.Dispose();
        _writer.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_statement_that_is_kept_sees_what_was_committed_since()
    {
        SqliteCommand first = await ReadAsync(CommandOfHead);
        long before = await ReadAsync(HeadOf);

        _writer.Execute("UPDATE partition_head SET last_offset = 2");

        Assert.Equal((1, 2), (before, await ReadAsync(HeadOf)));
        Assert.Same(first, await ReadAsync(CommandOfHead));
    }

    [Fact]
    public async Task A_read_that_fails_within_a_transaction_leaves_later_ones_in_none()
    {
        await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync<long>(session =>
        {
            session.Execute("BEGIN");
            Assert.Equal(1, HeadOf(session));
            throw new InvalidDataException("A row that nobody can read.");
        }));

        _writer.Execute("UPDATE partition_head SET last_offset = 2");

        Assert.Equal(2, await ReadAsync(HeadOf));
    }

    private static long HeadOf(SqliteSession session) => session.Number(Head, 0)!.Value;

    private static SqliteCommand CommandOfHead(SqliteSession session) => session.Command(Head, 0);

    private Task<T> ReadAsync<T>(Func<SqliteSession, T> read) => _readers.ReadAsync(read, TestContext.Current.CancellationToken);
}
