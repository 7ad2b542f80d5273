using Microsoft.Data.Sqlite;

namespace UserRep.Benchmarks.Service;

/// <summary>The snapshots in the data folder of a service that was stopped.</summary>
internal static class StoredSnapshots
{
    public const string FileName = "snapshots.db";

    /// <summary>How many there are: a stop stores what it has room and time for, and says nothing of it to whoever stops it.</summary>
    public static long Count(string folder)
    {
        using SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, FileName), Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
        connection.Open();
        using SqliteCommand count = new("SELECT count(*) FROM snapshot", connection);
        return (long)count.ExecuteScalar()!;
    }
}
