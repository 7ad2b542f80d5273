namespace UserRep.Benchmarks.Measuring;

/// <summary>How long to measure.</summary>
internal sealed class MeasuringOptions
{
    public bool Quick { get; init; }

    /// <summary>Repeats of each contender, in turn with the others.</summary>
    public int Repeats { get; init; } = 11;

    /// <summary>What one repeat lasts at least.</summary>
    public TimeSpan RepeatTime { get; init; } = TimeSpan.FromMilliseconds(100);

    public static MeasuringOptions For(bool quick) =>
        quick ? new() { Quick = true, Repeats = 5, RepeatTime = TimeSpan.FromMilliseconds(30) } : new();
}
