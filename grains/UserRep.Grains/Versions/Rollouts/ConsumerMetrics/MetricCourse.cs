namespace UserRep.Grains.Versions.Rollouts.ConsumerMetrics;

/// <summary>
/// What a figure was like over time: in stretches of one length, as few as there is room for. When there are too many, two become one, and new ones are twice as
/// long: a figure that is an hour old is shown by the minute, one that is a month old by the day.
/// </summary>
[GenerateSerializer]
[Immutable]
[Alias("userrep.metric-course")]
public sealed record MetricCourse
{
    /// <summary>The most stretches that are kept.</summary>
    public const int MaxStretches = 48;

    private const long FirstWidthMs = 60_000;

    /// <summary>Gets the length of a stretch, in milliseconds.</summary>
    [Id(0)]
    public long WidthMs { get; init; } = FirstWidthMs;

    /// <summary>Gets the stretches in which something was reported, by time: when each begins, in milliseconds since 1970 UTC, and what was reported in it.</summary>
    [Id(1)]
    public IReadOnlyList<MetricStretch> Stretches { get; init; } = [];

    /// <summary>Takes values in.</summary>
    /// <param name="values">The values.</param>
    /// <param name="nowMs">The moment.</param>
    /// <returns>The course with them.</returns>
    public MetricCourse With(IEnumerable<double> values, long nowMs)
    {
        ArgumentNullException.ThrowIfNull(values);

        // A clock that was set back adds to the last stretch there is.
        long start = Math.Max(nowMs - (nowMs % WidthMs), Stretches.Count > 0 ? Stretches[^1].StartMs : long.MinValue);
        bool isLast = Stretches.Count > 0 && Stretches[^1].StartMs == start;
        Moments moments = values.Aggregate(isLast ? Stretches[^1].Moments : Moments.None, (sum, value) => sum.With(value));
        MetricCourse with = this with { Stretches = [.. isLast ? Stretches.SkipLast(1) : Stretches, new MetricStretch(start, moments)] };
        while (with.Stretches.Count > MaxStretches)
        {
            with = with.Coarser();
        }

        return with;
    }

    private MetricCourse Coarser()
    {
        long width = 2 * WidthMs;
        return new MetricCourse
        {
            WidthMs = width,
            Stretches = [.. Stretches.GroupBy(s => s.StartMs - (s.StartMs % width)).Select(g => new MetricStretch(g.Key, g.Aggregate(Moments.None, (sum, s) => sum.Plus(s.Moments))))],
        };
    }
}
