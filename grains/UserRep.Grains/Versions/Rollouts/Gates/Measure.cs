namespace UserRep.Grains.Versions.Rollouts.Gates;

/// <summary>A figure as it stands.</summary>
/// <param name="Value">The figure; null if there is none.</param>
/// <param name="Samples">How many samples it is of.</param>
/// <param name="LeastLater">From how many samples it is to be of to the least that it can still become by then, whatever comes; null if that cannot be told.</param>
/// <param name="Note">Why there is none, though there are samples.</param>
internal readonly record struct Measure(double? Value, long Samples, Func<long, double>? LeastLater = null, string? Note = null)
{
    /// <summary>How many of some went wrong; what did will not be undone.</summary>
    public static Measure OfCount(long bad, long samples) => new(bad, samples, _ => bad);

    /// <summary>The share that went wrong.</summary>
    public static Measure OfRate(long bad, long samples) => new(samples == 0 ? null : (double)bad / samples, samples, needed => (double)bad / Math.Max(needed, samples));
}
