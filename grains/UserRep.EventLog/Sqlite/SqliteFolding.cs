using Microsoft.Data.Sqlite;

namespace UserRep.EventLog.Sqlite;

/// <summary>
/// Folds the write-ahead log back into its file beside the writer, on a connection of its own. The engine would do it within a commit, and whoever waits
/// for that commit, and for those behind it, would wait for the disk as well: at full load several times a second. What comes while it folds is left;
/// it goes on until that is little, and the writer folds the rest in a moment, after which the write-ahead log begins anew.
/// </summary>
/// <param name="connection">A connection that nobody else uses; closed with this.</param>
internal sealed class SqliteFolding(SqliteConnection connection) : IDisposable
{
    // Rows, each of which is new in a page or three, and for each commit some pages that all of them touch: 20 to 60 MB.
    private const int Every = 6_000;
    private const int EachCommit = 8;
    private const int MostRounds = 4;
    private const int LittlePages = 500;

    private Task? _folding;
    private long _written;

    /// <summary>Takes note of what has been committed. Called by the writer's thread, as is all else here.</summary>
    /// <param name="rows">How many rows that were.</param>
    /// <returns>Whether the writer is to fold the rest now.</returns>
    public bool IsRestDue(int rows)
    {
        _written += rows + EachCommit;
        if (_folding is { IsCompleted: true })
        {
            _folding = null;
            _written = 0;
            return true;
        }

        if (_folding is null && _written >= Every)
        {
            // It blocks for a while, and there are few threads to block.
            _folding = Task.Factory.StartNew(Fold, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }

        return false;
    }

    /// <summary>Waits for what is under way.</summary>
    public void Dispose()
    {
        _folding?.Wait();
        connection.Dispose();
    }

    private void Fold()
    {
        try
        {
            for (int round = 0; round < MostRounds && FoldOnce() > LittlePages; round++)
            {
            }
        }
        catch (SqliteException)
        {
            // The log beside the file has everything; the writer's turn, or the next one, finds the same.
        }
    }

    /// <returns>How many pages have been written meanwhile and are left.</returns>
    private long FoldOnce()
    {
        using SqliteCommand command = new("PRAGMA wal_checkpoint(PASSIVE)", connection);
        using SqliteDataReader row = command.ExecuteReader();
        return row.Read() && row.GetInt64(1) is var pages and > 0 ? pages - row.GetInt64(2) : 0;
    }
}
