using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace UserRep.EventLog.Sqlite;

/// <summary>A few connections that read. The engine blocks its caller, so reads run on threads of the pool, never more than there are connections.</summary>
internal sealed class SqliteReaders(SqliteFile file, int count) : IDisposable
{
    private readonly SemaphoreSlim _free = new(count);
    private readonly ConcurrentBag<SqliteConnection> _connections = [];
    private bool _disposed;

    public async Task<T> ReadAsync<T>(Func<SqliteConnection, T> read, CancellationToken cancellation)
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

        foreach (SqliteConnection connection in _connections)
        {
            connection.Dispose();
        }

        _free.Dispose();
    }

    private T Read<T>(Func<SqliteConnection, T> read)
    {
        SqliteConnection? connection = null;
        try
        {
            connection = _connections.TryTake(out SqliteConnection? kept) ? kept : file.OpenReader();
            return read(connection);
        }
        catch (SqliteException error)
        {
            throw SqliteErrors.Explain(error, file.Path);
        }
        finally
        {
            if (connection is not null)
            {
                _connections.Add(connection);
            }
        }
    }
}
