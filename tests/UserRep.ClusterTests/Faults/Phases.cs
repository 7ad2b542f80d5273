using System.Diagnostics;
using UserRep.ClusterTests.Faults.Ledgers;

namespace UserRep.ClusterTests.Faults;

/// <summary>When what happened, and whom it touched.</summary>
internal sealed class Phases
{
    // A percentile of fewer says little.
    private const int LeastReads = 500;

    private readonly List<Touch> _touches = [];
    private long _began;
    private long _ended;
    private long _noticed;
    private long _recovered;

    public double? DetectionSeconds => _noticed == 0 ? null : Stopwatch.GetElapsedTime(_began, _noticed).TotalSeconds;

    public double? RecoverySeconds => _recovered == 0 ? null : Stopwatch.GetElapsedTime(_ended == 0 ? _began : _ended, _recovered).TotalSeconds;

    public void Begin() => _began = Stopwatch.GetTimestamp();

    /// <summary>Somebody has noticed; the first time counts.</summary>
    public void Noticed() => _noticed = _noticed == 0 ? Stopwatch.GetTimestamp() : _noticed;

    /// <summary>What was wrong has been set right; the last time counts.</summary>
    public void End() => _ended = Stopwatch.GetTimestamp();

    public void Recovered() => _recovered = Stopwatch.GetTimestamp();

    /// <summary>From now on reads of some users, or at some silos, are touched: until the touch is ended, or else until all has recovered.</summary>
    public Touch Touch(Func<string, int, bool> isTouched)
    {
        Touch touch = new(isTouched);
        _touches.Add(touch);
        return touch;
    }

    /// <summary>The 99th percentiles, in milliseconds, of reads that are not touched: before, during, after. A read that failed is as slow as one that is waited for in vain.</summary>
    public (double? Before, double? During, double? After) P99(IEnumerable<Latency> latencies)
    {
        Latency[] untouched = [.. latencies.Where(l => !IsTouched(l))];
        return (P99(untouched, long.MinValue, _began), P99(untouched, _began, _recovered), P99(untouched, _recovered, long.MaxValue));
    }

    /// <summary>How many reads failed that were not touched.</summary>
    public int Failures(IEnumerable<Latency> latencies) => latencies.Count(l => l.Failed && l.AskedAt >= _began && !IsTouched(l));

    private bool IsTouched(Latency l) =>
        l.AskedAt < _recovered && _touches.Exists(t => t.Covers(l));

    private static double? P99(IEnumerable<Latency> latencies, long from, long to)
    {
        double[] ms = [.. latencies.Where(l => l.AskedAt >= from && l.AskedAt < to).Select(l => l.Failed ? Math.Max(l.Took.TotalMilliseconds, Workload.Timeout.TotalMilliseconds) : l.Took.TotalMilliseconds).Order()];
        return ms.Length < LeastReads ? null : ms[(int)(ms.Length * 0.99)];
    }
}
