using UserRep.Benchmarks.Measuring;
using UserRep.EventLog.Events;
using UserRep.EventLog.Sqlite;

namespace UserRep.Benchmarks.EventLog;

/// <summary>The log of the embedded service alone, new and in this process, as durable as there. What would be refused because too much waits, waits.</summary>
internal sealed class BareLog : IAsyncDisposable
{
    private const int AsManyAsCome = int.MaxValue / 2;

    private readonly ScratchFolder _folder;
    private readonly SqliteEventLog _log;

    private BareLog(ScratchFolder folder, SqliteEventLog log) => (_folder, _log) = (folder, log);

    public IEventLog Log => _log;

    public static async Task<BareLog> OpenAsync(CancellationToken cancellation)
    {
        ScratchFolder folder = new();
        try
        {
            return new BareLog(folder, await SqliteEventLog.OpenAsync(new SqliteLogOptions { Folder = folder.Path, MaxWaitingEvents = AsManyAsCome }, cancellation));
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _log.DisposeAsync();
        _folder.Dispose();
    }
}
