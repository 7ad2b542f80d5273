using UserRep.Tests.Simulation.Cluster;

namespace UserRep.Tests.Simulation.Bugs;

/// <summary>A system of which one part is wrong.</summary>
/// <param name="Of">The parts: mended or not, they go the same ways but for the mistake.</param>
/// <param name="Breaks">The invariants that it may be found by.</param>
internal sealed record PlantedBug(Func<bool, Parts> Of, params string[] Breaks)
{
    /// <summary>Gets the seed to begin with where no number of seeds is asked for: those before are many, and have been looked through.</summary>
    public int From { get; init; } = 1;

    /// <summary>Gets the parts with the mistake.</summary>
    public Parts Wrong => Of(false);

    /// <summary>Gets them without: whatever is found here is no merit of the mistake.</summary>
    public Parts Mended => Of(true);
}
