using Microsoft.Win32.SafeHandles;

namespace UserRep.Benchmarks.EventCosts;

/// <summary>
/// Looks at the write-ahead log of another process's SQLite file, without SQLite: that would take part. A round of the log is thousands of pages and takes tenths of a second;
/// one look in so many milliseconds misses next to nothing of it.
/// </summary>
internal sealed class WalWatch : IAsyncDisposable
{
    private static readonly TimeSpan _between = TimeSpan.FromMilliseconds(5);

    private readonly SafeFileHandle _file;
    private readonly SafeFileHandle _log;
    private readonly WalCount _count = new();
    private readonly WalPages? _pages;
    private readonly CancellationTokenSource _done = new();
    private readonly Task _watching;

    /// <param name="path">The database.</param>
    /// <param name="countsPages">Whether to look also at which pages are written, which is a read for each.</param>
    public WalWatch(string path, bool countsPages = false)
    {
        _file = File.OpenHandle($"{path}-shm", FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        _log = File.OpenHandle($"{path}-wal", FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        _pages = countsPages ? new WalPages(_log) : null;
        _watching = WatchAsync();
    }

    public WalUse Use()
    {
        lock (_count)
        {
            Look();
            return _count.Use;
        }
    }

    /// <summary>How often each page of the database was written to the log.</summary>
    /// <exception cref="InvalidOperationException">They are not counted.</exception>
    public IReadOnlyDictionary<uint, long> Pages()
    {
        lock (_count)
        {
            Look();
            return _pages?.Written ?? throw new InvalidOperationException("Pages are not counted.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _done.CancelAsync();
        await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _done.Dispose();
        _file.Dispose();
        _log.Dispose();
    }

    private async Task WatchAsync()
    {
        using PeriodicTimer timer = new(_between, TimeProvider.System);
        while (await timer.WaitForNextTickAsync(_done.Token))
        {
            Use();
        }
    }

    private void Look()
    {
        Span<byte> header = stackalloc byte[WalIndex.Bytes];
        RandomAccess.Read(_file, header, 0);
        if (WalIndex.TryParse(header, out WalIndex index))
        {
            _count.See(index);
            _pages?.See(index);
        }
    }
}
