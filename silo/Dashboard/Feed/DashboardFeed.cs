using UserRep.Grains.Versions;
using UserRep.Grains.Vitals;
using UserRep.Silo.Dashboard.Overview;
using UserRep.Silo.Problems;

namespace UserRep.Silo.Dashboard.Feed;

/// <summary>Asks all silos once a second how they are, once for all browsers that look, and not while nobody does.</summary>
internal sealed partial class DashboardFeed(IClusterVitals vitals, IVersionRegistry versions, TimeProvider time, ILogger<DashboardFeed> logger) : BackgroundService
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);

    private readonly VitalsWindow _window = new();
    private readonly SemaphoreSlim _one = new(1);
    private readonly List<Action> _watchers = [];
    private FeedSnapshot? _last;
    private long _lastAt;

    /// <summary>What there is now: what was last heard if that is not old, else the silos are asked.</summary>
    public async Task<FeedSnapshot> LookAsync(CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            if (_last is not { } last || time.GetElapsedTime(_lastAt) >= _interval * 0.9)
            {
                last = await AskAsync(cancellation);
                (_last, _lastAt) = (last, time.GetTimestamp());
            }

            return last;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Calls back whenever there is something new, until what it returns is disposed of.</summary>
    public IDisposable Watch(Action changed)
    {
        lock (_watchers)
        {
            _watchers.Add(changed);
        }

        return new Watcher(this, changed);
    }

    public override void Dispose()
    {
        _one.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(_interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (Watchers() is { Length: > 0 } watchers)
            {
                await RenewAsync(watchers, stoppingToken);
            }
        }
    }

    /// <summary>Whatever goes wrong with a page, the silo goes on.</summary>
    private async Task RenewAsync(Action[] watchers, CancellationToken cancellation)
    {
        try
        {
            await LookAsync(cancellation);
            Array.ForEach(watchers, changed => changed());
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            NotRenewed(logger, error);
        }
    }

    private async Task<FeedSnapshot> AskAsync(CancellationToken cancellation)
    {
        ClusterVitals heard = await vitals.ReadAsync(_window.SinceMs, cancellation);
        _window.Take(heard);
        IReadOnlyList<VersionSummary>? known = await TryVersionsAsync(cancellation);
        Figures figures = Figures.Of(heard, _window.Series);
        IReadOnlyList<VersionSummary> there = known ?? _last?.Versions ?? [];
        return new FeedSnapshot { At = time.GetUtcNow(), Vitals = heard, Figures = figures, Versions = there, Concerns = Overview.Concerns.Of(heard, figures, known) };
    }

    /// <summary>The versions; null where they cannot be told. What the silos count is shown all the same.</summary>
    private async Task<IReadOnlyList<VersionSummary>?> TryVersionsAsync(CancellationToken cancellation)
    {
        try
        {
            return await versions.ListAsync(cancellation).WaitAsync(_patience, time, cancellation);
        }
        catch (Exception error) when (KnownErrors.Of(error) is not null)
        {
            NoVersions(logger, error);
            return null;
        }
    }

    private Action[] Watchers()
    {
        lock (_watchers)
        {
            return [.. _watchers];
        }
    }

    [LoggerMessage(2401, LogLevel.Debug, "The dashboard was not told the versions.")]
    private static partial void NoVersions(ILogger logger, Exception error);

    [LoggerMessage(2402, LogLevel.Warning, "The dashboard does not show what is new.")]
    private static partial void NotRenewed(ILogger logger, Exception error);

    private sealed class Watcher(DashboardFeed feed, Action changed) : IDisposable
    {
        public void Dispose()
        {
            lock (feed._watchers)
            {
                feed._watchers.Remove(changed);
            }
        }
    }
}
