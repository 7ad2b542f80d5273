using Microsoft.Data.Sqlite;
using Microsoft.Win32.SafeHandles;
using UserRep.Benchmarks.EventCosts;
using Xunit;

namespace UserRep.Tests.Benchmarks.EventCosts;

public sealed class WalPagesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("userrep-test-").FullName;
    private readonly SqliteConnection _connection;

    // Open to the end: if this process closed them, SQLite's locks of them would go.
    private readonly SafeFileHandle _index;
    private readonly SafeFileHandle _log;
    private readonly WalPages _pages;

    public WalPagesTests()
    {
        _connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        _connection.Open();
        Execute("PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; CREATE TABLE a (x); CREATE TABLE b (x)");
        _index = File.OpenHandle($"{Database}-shm", share: FileShare.ReadWrite | FileShare.Delete);
        _log = File.OpenHandle($"{Database}-wal", share: FileShare.ReadWrite | FileShare.Delete);
        _pages = new WalPages(_log);
    }

    private string Database => Path.Combine(_folder, "test.db");

    [Fact]
    public void Each_page_counts_as_often_as_it_is_written_over_rounds_of_the_log()
    {
        (uint a, uint b) = (Root("a"), Root("b"));
        See();
        IReadOnlyDictionary<uint, long> before = _pages.Written;
        Execute("INSERT INTO a VALUES (1)");
        See();
        Execute("INSERT INTO a VALUES (2)");
        Execute("INSERT INTO b VALUES (3)");
        See();
        See();
        Execute("PRAGMA wal_checkpoint(RESTART)");
        Execute("INSERT INTO a VALUES (4)");
        See();
        IReadOnlyDictionary<uint, long> after = _pages.Written;
        Assert.Equal(3, after[a] - before[a]);
        Assert.Equal(1, after[b] - before[b]);
    }

    public void Dispose()
    {
        _connection.Dispose();
        _index.Dispose();
        _log.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private void See()
    {
        byte[] bytes = new byte[WalIndex.Bytes];
        RandomAccess.Read(_index, bytes, 0);
        Assert.True(WalIndex.TryParse(bytes, out WalIndex index));
        _pages.See(index);
    }

    private uint Root(string table)
    {
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = $"SELECT rootpage FROM sqlite_master WHERE name = '{table}'";
        return (uint)(long)command.ExecuteScalar()!;
    }

    private void Execute(string sql)
    {
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
