using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace UserRep.EventLog.Sqlite;

/// <summary>
/// A few connections that read, each of which keeps its statements: to prepare one takes longer than to find a user by it. The engine blocks its caller, so
/// reads run on threads of the pool, never more than there are connections.
/// </summary>
internal sealed class SqliteReaders(SqliteFile file, int count) : IDisposable
{
    private readonly SemaphoreSlim _free = new(count);
    private readonly ConcurrentBag<SqliteSession> _sessions = [];
    private bool _disposed;

    public async Task<T> ReadAsync<T>(Func<SqliteSession, T> read, CancellationToken cancellation)
    {
        await _free.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => Read(read), cancellation).ConfigureAwait(false);
        }
        finally
        {
            _free.Release();
        }
    }

    /// <summary>Waits for reads under way and closes the connections.</summary>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        for (int i = 0; i < count; i++)
        {
            _free.Wait();
        }

        foreach (SqliteSession session in _sessions)
        {
            session.Dispose();
        }

        _free.Dispose();
    }

    private T Read<T>(Func<SqliteSession, T> read)
    {
        SqliteSession? session = null;
        bool isDone = false;
        try
        {
            session = _sessions.TryTake(out SqliteSession? kept) ? kept : new SqliteSession(file.OpenReader());
            T found = read(session);
            isDone = true;
            return found;
        }
        catch (SqliteException error)
        {
            throw SqliteErrors.Explain(error, file.Path);
        }
        finally
        {
            if (isDone)
            {
                _sessions.Add(session!);
            }
            else
            {
                // It may still be in a transaction.
                session?.Dispose();
            }
        }
    }
}
