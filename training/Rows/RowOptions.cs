namespace UserRep.Training.Rows;

/// <summary>How training rows are drawn.</summary>
internal sealed record RowOptions
{
    /// <summary>The last moment a row may look at.</summary>
    public long UntilMs { get; init; } = long.MaxValue;

    /// <summary>Rows per user with history.</summary>
    public int RowsPerUser { get; init; } = 8;

    /// <summary>At most this many rows a draw; users beyond are left out at random. Every epoch draws anew.</summary>
    public int RowsPerDraw { get; init; } = 24_000;

    /// <summary>Events that stand for onboarding picks in some rows; 0 for none.</summary>
    public int Picks { get; init; } = 3;

    /// <summary>Whether rows of picks alone are to restore the user's later features, not the picks.</summary>
    public bool PicksForesee { get; init; } = true;

    /// <summary>How long after the last event an idle moment may lie.</summary>
    public long LongestIdleMs { get; init; } = 180L * 86_400_000;

    /// <summary>Share of the rows whose input sees only a part of the events.</summary>
    public double EventDropShare { get; init; } = 0.75;

    /// <summary>The parts of the events such an input keeps.</summary>
    public IReadOnlyList<double> EventKeep { get; init; } = [0.5, 0.25];

    /// <summary>One user in so many is held out to watch the loss on.</summary>
    public int HoldOutShare { get; init; } = 10;

    public int Seed { get; init; } = 1;
}
