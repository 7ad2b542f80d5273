using Microsoft.Data.Sqlite;
using Microsoft.Win32.SafeHandles;
using UserRep.Benchmarks.EventCosts;
using UserRep.Tests.EventLog.Sqlite;
using Xunit;

namespace UserRep.Tests.Benchmarks.EventCosts;

/// <summary>A database with a write-ahead log, which is read beside it.</summary>
internal sealed class WalDatabase : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SqliteConnection _connection;

    // Open to the end: if this process closed it, SQLite's locks of it would go.
    private readonly SafeFileHandle _index;

    /// <param name="tables">Statements that make what is in it.</param>
    public WalDatabase(string tables)
    {
        _connection = new SqliteConnection($"Data Source={Location};Pooling=False");
        _connection.Open();
        Execute($"PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; {tables}");
        _index = Open("-shm");
        Log = Open("-wal");
    }

    public string Location => Path.Combine(_folder.Path, "test.db");

    /// <summary>The write-ahead log.</summary>
    public SafeFileHandle Log { get; }

    public WalIndex ReadIndex()
    {
        Assert.True(WalIndex.TryParse(ReadIndexBytes(), out WalIndex index));
        return index;
    }

    public byte[] ReadIndexBytes()
    {
        byte[] bytes = new byte[WalIndex.Bytes];
        RandomAccess.Read(_index, bytes, 0);
        return bytes;
    }

    public void Execute(string sql) => Scalar(sql);

    public object? Scalar(string sql)
    {
        using SqliteCommand command = new(sql, _connection);
        return command.ExecuteScalar();
    }

    public void Dispose()
    {
        _connection.Dispose();
        _index.Dispose();
        Log.Dispose();
        _folder.Dispose();
    }

    private SafeFileHandle Open(string suffix) => File.OpenHandle(Location + suffix, share: FileShare.ReadWrite | FileShare.Delete);
}
