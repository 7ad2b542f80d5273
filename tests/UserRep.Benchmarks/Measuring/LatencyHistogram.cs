using HdrHistogram;

namespace UserRep.Benchmarks.Measuring;

/// <summary>Latencies in an HDR histogram, each to a thousandth of itself. Safe for use by several threads.</summary>
internal sealed class LatencyHistogram
{
    private const int Digits = 3;

    private readonly Lock _lock = new();
    private readonly LongHistogram _ticks = new(TimeSpan.TicksPerHour, Digits);

    public long Count
    {
        get
        {
            lock (_lock)
            {
                return _ticks.TotalCount;
            }
        }
    }

    /// <summary>Whatever is longer than an hour counts as one.</summary>
    public void Record(TimeSpan latency)
    {
        lock (_lock)
        {
            _ticks.RecordValue(Math.Clamp(latency.Ticks, 0, TimeSpan.TicksPerHour));
        }
    }

    /// <summary>What so many percent of the latencies do not exceed.</summary>
    public TimeSpan Percentile(double percent)
    {
        lock (_lock)
        {
            return TimeSpan.FromTicks(_ticks.GetValueAtPercentile(percent));
        }
    }
}
