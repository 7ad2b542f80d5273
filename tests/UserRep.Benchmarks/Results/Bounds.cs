using UserRep.Benchmarks.Measuring;

namespace UserRep.Benchmarks.Results;

/// <summary>What a figure must reach (floor) and should reach (goal). Without bounds it is reported, and counts as met.</summary>
/// <param name="Better">Whether it should be higher or lower.</param>
/// <param name="Floor">What it must reach.</param>
/// <param name="Goal">What it should reach.</param>
/// <param name="OrSpread">Whether it is enough for the floor that the figure lies within what the rival comes to by itself from repeat to repeat, but for its worst quarter.</param>
internal sealed record Bounds(Better Better, double? Floor = null, double? Goal = null, bool OrSpread = false)
{
    private const double Quarter = 0.25;

    /// <summary>The end of the rival's own spread, a value of its unit; null where the floor alone counts. Quartiles, since one stray repeat would make room for anything.</summary>
    public double? EndOfSpread(Samples rival) => OrSpread ? rival.Quantile(Better == Better.Higher ? Quarter : 1 - Quarter) : null;

    public bool IsWithin(double value, double? end) => end is not null && IsMet(value, end);

    public bool FloorMet(double figure) => IsMet(figure, Floor);

    public bool GoalMet(double figure) => IsMet(figure, Goal);

    private bool IsMet(double figure, double? bound) => bound is null || (Better == Better.Higher ? figure >= bound : figure <= bound);
}
