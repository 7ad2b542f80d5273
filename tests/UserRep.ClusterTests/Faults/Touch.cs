using System.Diagnostics;
using UserRep.ClusterTests.Faults.Ledgers;

namespace UserRep.ClusterTests.Faults;

/// <summary>Whom something touches, from the moment it is made.</summary>
/// <param name="isTouched">Whether reads of a user at a silo are touched.</param>
internal sealed class Touch(Func<string, int, bool> isTouched)
{
    private readonly long _from = Stopwatch.GetTimestamp();
    private long _to = long.MaxValue;

    /// <summary>Whoever asks from now on is not touched any more.</summary>
    public void End() => _to = Stopwatch.GetTimestamp();

    public bool Covers(Latency read) =>
        read.AskedAt < _to && read.AskedAt + (long)(read.Took.TotalSeconds * Stopwatch.Frequency) > _from && isTouched(read.UserId, read.Silo);
}
