using Microsoft.Data.Sqlite;
using Microsoft.Win32.SafeHandles;
using UserRep.Benchmarks.EventCosts;
using Xunit;

namespace UserRep.Tests.Benchmarks.EventCosts;

public sealed class WalIndexTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("userrep-test-").FullName;
    private readonly SqliteConnection _connection;

    // Open to the end: if this process closed it, SQLite's locks of it would go.
    private readonly SafeFileHandle _index;

    public WalIndexTests()
    {
        _connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        _connection.Open();
        Execute("PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; CREATE TABLE t (x)");
        _index = File.OpenHandle($"{Database}-shm", share: FileShare.ReadWrite | FileShare.Delete);
    }

    private string Database => Path.Combine(_folder, "test.db");

    [Fact]
    public void Every_commit_counts_and_adds_to_the_log()
    {
        WalIndex before = Read();
        Execute("INSERT INTO t VALUES (1)");
        Execute("INSERT INTO t VALUES (2)");
        WalIndex after = Read();
        Assert.Equal(2u, after.Commits - before.Commits);
        Assert.Equal(2u, after.Frames - before.Frames);
        Assert.Equal(before.Round, after.Round);
    }

    [Fact]
    public void Its_pages_are_those_of_the_connection()
    {
        Execute("INSERT INTO t VALUES (zeroblob(100000))");
        WalIndex index = Read();
        Assert.Equal(8_192, index.PageBytes);
        Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        Assert.Equal(new FileInfo(Database).Length, index.Pages * (long)index.PageBytes);
    }

    [Fact]
    public void Once_the_log_is_folded_back_the_next_write_begins_another_round()
    {
        WalIndex before = Read();
        Execute("PRAGMA wal_checkpoint(RESTART)");
        Execute("INSERT INTO t VALUES (1)");
        WalIndex after = Read();
        Assert.NotEqual(before.Round, after.Round);
        Assert.Equal(1u, after.Frames);
    }

    [Fact]
    public void Where_its_copies_differ_it_is_not_read()
    {
        byte[] bytes = Bytes();
        bytes[WalIndex.Bytes - 1]++;
        Assert.False(WalIndex.TryParse(bytes, out _));
        Assert.False(WalIndex.TryParse(new byte[WalIndex.Bytes], out _));
    }

    public void Dispose()
    {
        _connection.Dispose();
        _index.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private WalIndex Read() => WalIndex.TryParse(Bytes(), out WalIndex index) ? index : throw new InvalidOperationException("There is no index.");

    private byte[] Bytes()
    {
        byte[] bytes = new byte[WalIndex.Bytes];
        RandomAccess.Read(_index, bytes, 0);
        return bytes;
    }

    private void Execute(string sql)
    {
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
