using Microsoft.Data.Sqlite;

namespace UserRep.EventLog.Sqlite;

/// <summary>
/// Folds the write-ahead log back into its file beside the writer, on a thread and a connection of its own. The engine would do it within a commit, and
/// whoever waits for that commit, and for those behind it, would wait for the disk as well: at full load several times a second. What comes while it folds
/// is left; it goes on until that is little, and the writer folds the rest in a moment, after which the write-ahead log begins anew. All but the folding
/// itself is called by the writer's thread.
/// </summary>
internal sealed class SqliteFolding : IDisposable
{
    /// <summary>
    /// Rows, each of which is new in a page or two, and for each commit some pages that all of them touch: 16 to 32 MB. The more, the more pages are folded
    /// once that several rows share, and the rarer somebody waits; but commits that come meanwhile wait for the disk as well, for as long as that takes. With
    /// a quarter of it a service took 7 % fewer events a second; with twice as much 8 % more, and one in a hundred vectors came half as late again (each row new in up to three). Of
    /// snapshots, whose pages are a quarter of the log's, each is new in some four: 16 MB.
    /// </summary>
    public const int Every = 4_000;

    /// <summary>As many rows as the pages that every commit touches make up for.</summary>
    public const int EachCommit = 8;

    private const int MostRounds = 4;
    private const int LittleRows = 200;

    private readonly object _changing = new();
    private readonly SqliteConnection _connection;
    private readonly Thread _thread;
    private long _written;
    private bool _isFolding;
    private bool _isRestDue;
    private bool _isClosing;

    /// <param name="connection">A connection that nobody else uses; closed with this.</param>
    /// <param name="name">The name of the file.</param>
    public SqliteFolding(SqliteConnection connection, string name)
    {
        _connection = connection;
        _thread = new Thread(Run) { IsBackground = true, Name = $"folding of {name}" };
        _thread.Start();
    }

    /// <summary>Takes note of what has been committed.</summary>
    /// <param name="rows">How many rows that were.</param>
    /// <returns>Whether the writer is to fold the rest now.</returns>
    public bool IsRestDue(int rows)
    {
        lock (_changing)
        {
            _written += rows + EachCommit;
            if (_isRestDue)
            {
                (_isRestDue, _written) = (false, 0);
                return true;
            }

            if (!_isFolding && _written >= Every)
            {
                _isFolding = true;
                Monitor.PulseAll(_changing);
            }

            return false;
        }
    }

    /// <summary>
    /// Waits for what is under way. Two who fold at once is one too many for the engine, and the other one is told so instead of waiting: whoever must fold
    /// everything comes here first.
    /// </summary>
    public void Finish()
    {
        lock (_changing)
        {
            while (_isFolding)
            {
                Monitor.Wait(_changing);
            }

            (_isRestDue, _written) = (false, 0);
        }
    }

    public void Dispose()
    {
        lock (_changing)
        {
            _isClosing = true;
            Monitor.PulseAll(_changing);
        }

        _thread.Join();
        _connection.Dispose();
    }

    private void Run()
    {
        while (IsToFold())
        {
            Fold();
            lock (_changing)
            {
                (_isFolding, _isRestDue) = (false, true);
                Monitor.PulseAll(_changing);
            }
        }
    }

    private bool IsToFold()
    {
        lock (_changing)
        {
            while (!_isFolding && !_isClosing)
            {
                Monitor.Wait(_changing);
            }

            return _isFolding;
        }
    }

    private void Fold()
    {
        try
        {
            long before;
            int round = 0;
            do
            {
                before = Written();
                FoldOnce();
            }
            while (++round < MostRounds && Written() - before > LittleRows);
        }
        catch (Exception)
        {
            // The log beside the file has everything; the writer's turn, or the next one, finds the same, and the engine sees to it in the end.
        }
    }

    private long Written()
    {
        lock (_changing)
        {
            return _written;
        }
    }

    /// <summary>Folds what has been committed when it begins; the engine does not say what came meanwhile.</summary>
    private void FoldOnce()
    {
        using SqliteCommand command = new("PRAGMA wal_checkpoint(PASSIVE)", _connection);
        command.ExecuteScalar();
    }
}
