using UserRep.Grains.Versions.Consumers;

namespace UserRep.Grains.Versions.Lifecycle;

/// <summary>What is known of the reads of versions: what speaks for it that nobody needs one any more.</summary>
/// <param name="Since">From when on every silo's reads are known.</param>
/// <param name="LastReads">When each version was last read, on any silo; those that were not read since are not in it.</param>
/// <param name="Window">For how long a version must not have been read.</param>
/// <param name="IsLive">Whether a consumer's lease has not run out.</param>
internal sealed record ReadEvidence(DateTimeOffset Since, IReadOnlyDictionary<string, DateTimeOffset> LastReads, TimeSpan Window, Func<ConsumerInfo, bool> IsLive)
{
    /// <summary>Nothing is known: for moves that no read speaks against.</summary>
    public static readonly ReadEvidence None = new(DateTimeOffset.MaxValue, new Dictionary<string, DateTimeOffset>(), TimeSpan.Zero, static _ => true);
}
