using UserRep.Training.Evaluation.Heads;
using UserRep.Training.Evaluation.Protocol;

namespace UserRep.Training.Compatibility;

/// <summary>How a map to an older version's vectors is fitted and measured.</summary>
internal sealed record AlignmentOptions
{
    /// <summary>With fewer users a map of some thousand numbers and its measure mean nothing.</summary>
    public int FewestUsers { get; init; } = 100;

    /// <summary>At most so many users are looked at, at four moments each; the others are left out at random.</summary>
    public int MostUsers { get; init; } = 6_000;

    /// <summary>The strengths that ridge regression chooses among, as shares of the average variance of a number.</summary>
    public IReadOnlyList<double> Ridges { get; init; } = [1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1];

    /// <summary>First events of a user that stand for onboarding picks at one of the moments; 0 for none.</summary>
    public int Picks { get; init; } = 3;

    /// <summary>Share of the events, in time order, after which a head learns.</summary>
    public double FitShare { get; init; } = 0.5;

    /// <summary>Share of the events, in time order, after which the head is measured.</summary>
    public double TestShare { get; init; } = 0.7;

    /// <summary>With fewer answers an area under the curve says nothing, and none is given.</summary>
    public int FewestAnswers { get; init; } = 100;

    /// <summary>Heads that are trained; their areas are averaged.</summary>
    public int HeadSeeds { get; init; } = 3;

    public HeadOptions Head { get; init; } = new();

    public ProtocolOptions Protocol { get; init; } = new();

    public int Seed { get; init; } = 1;

    public int Threads { get; init; } = Environment.ProcessorCount;
}
