namespace UserRep.Benchmarks.Measuring;

/// <summary>How long to measure.</summary>
internal sealed record MeasuringOptions
{
    public bool Quick { get; init; }

    /// <summary>Repeats of each contender, in turn with the others.</summary>
    public int Repeats { get; init; } = 11;

    /// <summary>What one repeat lasts at least.</summary>
    public TimeSpan RepeatTime { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How long each contender runs before it is timed, so that its code is compiled at its best.</summary>
    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(1);

    public static MeasuringOptions For(bool quick) =>
        quick ? new() { Quick = true, Repeats = 3, RepeatTime = TimeSpan.FromMilliseconds(30), WarmUp = TimeSpan.FromMilliseconds(300) } : new();
}
