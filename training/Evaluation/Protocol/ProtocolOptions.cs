namespace UserRep.Training.Evaluation.Protocol;

/// <summary>The fixed rules of the evaluation; the same for every method.</summary>
internal sealed record ProtocolOptions
{
    public const long DayMs = 86_400_000;

    /// <summary>How far ahead live and weekly questions look.</summary>
    public long HorizonMs { get; init; } = 7 * DayMs;

    /// <summary>How far ahead of a new user's first event cold-start questions look.</summary>
    public long FirstDayMs { get; init; } = DayMs;

    /// <summary>The first events of a new user that count as picks.</summary>
    public int Picks { get; init; } = 3;

    /// <summary>At most this many positives a cut, each with one negative.</summary>
    public int PositivesPerCut { get; init; } = 6;

    /// <summary>Negatives are drawn by popularity to this power.</summary>
    public double NegativePower { get; init; } = 0.75;

    /// <summary>At most this many examples of one kind in one period; cuts beyond are dropped at random, seeded.</summary>
    public int MaximumExamples { get; init; } = 60_000;

    /// <summary>One user in so many validates.</summary>
    public int ValidationShare { get; init; } = 7;

    /// <summary>Stages of a new user's first day at which the curve looks, in events seen.</summary>
    public IReadOnlyList<int> CurveEvents { get; init; } = [0, 1, 2, 3, 5, 10, 20];

    /// <summary>New users that the curve looks at, the same at each stage.</summary>
    public int CurveUsers { get; init; } = 250;

    /// <summary>Items in a list of the curve: the next one taken, and others drawn by popularity.</summary>
    public int CurveList { get; init; } = 100;

    public int Seed { get; init; } = 1;
}
