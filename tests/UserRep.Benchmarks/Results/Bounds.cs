namespace UserRep.Benchmarks.Results;

/// <summary>What a figure must reach (floor) and should reach (goal). Without bounds it is reported, and counts as met.</summary>
internal sealed record Bounds(Better Better, double? Floor = null, double? Goal = null)
{
    public bool FloorMet(double figure) => IsMet(figure, Floor);

    public bool GoalMet(double figure) => IsMet(figure, Goal);

    private bool IsMet(double figure, double? bound) => bound is null || (Better == Better.Higher ? figure >= bound : figure <= bound);
}
