using System.Collections.Concurrent;

namespace UserRep.Grains.Versions.Routing;

/// <summary>Who has read what on this silo since it started.</summary>
internal sealed class ReadCounters
{
    private readonly ConcurrentDictionary<(string Consumer, string Version), ReadCounter> _counters = new();
    private readonly ConcurrentDictionary<string, SplitCounter> _splits = new(StringComparer.Ordinal);

    /// <summary>The counter of a consumer and a version, to be kept by whoever counts.</summary>
    /// <param name="consumer">The consumer; empty for reads that name none.</param>
    /// <param name="version">The version.</param>
    public ReadCounter Of(string consumer, string version) => _counters.GetOrAdd((consumer, version), static _ => new ReadCounter());

    /// <summary>The counter of a canary's share of the reads that could get it.</summary>
    public SplitCounter SplitOf(string canary) => _splits.GetOrAdd(canary, static _ => new SplitCounter());

    /// <summary>Gets how many there are.</summary>
    public int Count => _counters.Count + _splits.Count;

    /// <summary>The version is served no more. What consumers have read of it stays known.</summary>
    public void Forget(string version)
    {
        _counters.TryRemove((string.Empty, version), out _);
        _splits.TryRemove(version, out _);
    }

    /// <summary>What has been read, by whom.</summary>
    public ReadReport[] Report() =>
    [
        .. _counters.Where(c => c.Value.Vectors > 0).Select(c => new ReadReport(c.Key.Consumer, c.Key.Version, c.Value.Vectors, c.Value.LastMs)),
    ];
}
