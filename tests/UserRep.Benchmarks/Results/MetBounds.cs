namespace UserRep.Benchmarks.Results;

/// <summary>How many of the floors and goals that rows have are met, and how many rows are reported without a floor.</summary>
internal sealed record MetBounds(int FloorsMet, int Floors, int GoalsMet, int Goals, int Reported)
{
    public static MetBounds Of(IReadOnlyList<ResultRow> rows) => new(
        rows.Count(row => row is { Floor: not null, FloorMet: true }),
        rows.Count(row => row.Floor is not null),
        rows.Count(row => row is { Goal: not null, GoalMet: true }),
        rows.Count(row => row.Goal is not null),
        rows.Count(row => row.Floor is null));

    public override string ToString() => $"floors met {FloorsMet} of {Floors}, goals met {GoalsMet} of {Goals}, {Reported} rows reported without a floor";
}
