using System.Collections.Concurrent;

namespace UserRep.Grains.Versions.Routing;

/// <summary>Who has read what on this silo since it started.</summary>
internal sealed class ReadCounters
{
    private readonly ConcurrentDictionary<(string Consumer, string Version), ReadCounter> _counters = new();
    private readonly ConcurrentDictionary<(string Canary, double Percent), SplitCounter> _splits = new();

    /// <summary>The counter of a consumer and a version, to be kept by whoever counts.</summary>
    /// <param name="consumer">The consumer; empty for reads that name none.</param>
    /// <param name="version">The version.</param>
    public ReadCounter Of(string consumer, string version) => _counters.GetOrAdd((consumer, version), static _ => new ReadCounter());

    /// <summary>The counter of a canary's share of the reads that could get it; of another share it is another.</summary>
    public SplitCounter SplitOf(string canary, double percent) => _splits.GetOrAdd((canary, percent), static _ => new SplitCounter());

    /// <summary>How the reads that could get a canary were split, with one share or, if none is given, with all it ever had.</summary>
    public (long Routed, long InCanary) Split(string canary, double? percent = null)
    {
        SplitCounter[] splits = [.. _splits.Where(s => s.Key.Canary == canary && (percent is null || s.Key.Percent == percent)).Select(s => s.Value)];
        return (splits.Sum(s => s.Routed), splits.Sum(s => s.InCanary));
    }

    /// <summary>Gets how many there are.</summary>
    public int Count => _counters.Count + _splits.Count;

    /// <summary>The version is served no more. What consumers have read of it stays known.</summary>
    public void Forget(string version)
    {
        _counters.TryRemove((string.Empty, version), out _);
        foreach ((string Canary, double Percent) split in _splits.Keys.Where(s => s.Canary == version))
        {
            _splits.TryRemove(split, out _);
        }
    }

    /// <summary>What has been read, by whom.</summary>
    public ReadReport[] Report() =>
    [
        .. _counters.Where(c => c.Value.Vectors > 0).Select(c => new ReadReport(c.Key.Consumer, c.Key.Version, c.Value.Vectors, c.Value.LastMs)),
    ];
}
