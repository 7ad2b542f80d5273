using UserRep.EventLog.Events;

namespace UserRep.EventLog.Postgres;

/// <summary>Lets a few appends run at once; the rest waits, and what would be too much waiting is refused.</summary>
internal sealed class AppendGate(int maxWaiting, int atOnce) : IAsyncDisposable
{
    private static readonly TimeSpan _busyRetry = TimeSpan.FromMilliseconds(50);

    private readonly SemaphoreSlim _free = new(atOnce);
    private int _events;
    private bool _closing;

    /// <exception cref="EventLogBusyException">Too many events wait.</exception>
    public async Task<T> RunAsync<T>(int events, Func<Task<T>> append, CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _closing), this);
        int waiting = Interlocked.Add(ref _events, events) - events;
        try
        {
            if (waiting > 0 && waiting + events > maxWaiting)
            {
                throw new EventLogBusyException(waiting, _busyRetry);
            }

            await _free.WaitAsync(cancellation).ConfigureAwait(false);
            try
            {
                return await append().ConfigureAwait(false);
            }
            finally
            {
                _free.Release();
            }
        }
        finally
        {
            Interlocked.Add(ref _events, -events);
        }
    }

    /// <summary>Waits for what runs and refuses what comes.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!Interlocked.Exchange(ref _closing, true))
        {
            for (int i = 0; i < atOnce; i++)
            {
                await _free.WaitAsync().ConfigureAwait(false);
            }
        }
    }
}
