namespace UserRep.Benchmarks.Scaling;

/// <summary>What a load needs, by the model.</summary>
/// <param name="Load">The load.</param>
/// <param name="Silos">Silos in all: the most that one of the following asks for.</param>
/// <param name="SilosByMemory">Silos whose memory holds the live users.</param>
/// <param name="SilosByProcessor">Silos whose processors do at the peak.</param>
/// <param name="SilosByNetwork">Silos whose network does.</param>
/// <param name="Partitions">Partitions of the log, a power of two.</param>
/// <param name="OfDatabase">What is asked of the database.</param>
/// <param name="OfSilos">What is asked of all silos together.</param>
/// <param name="Uses">How much of each of what there is once for all it takes: above 1, it breaks.</param>
internal sealed record Projection(
    DescribedLoad Load,
    double Silos,
    double SilosByMemory,
    double SilosByProcessor,
    double SilosByNetwork,
    double Partitions,
    DatabaseNeeds OfDatabase,
    SiloNeeds OfSilos,
    IReadOnlyList<ResourceUse> Uses)
{
    /// <summary>Gets what is exhausted first.</summary>
    public ResourceUse First => Uses.MaxBy(use => use.Share)!;

    /// <summary>Gets how many databases would bear it if partitions were spread over them.</summary>
    public double Databases => Math.Max(1, Math.Ceiling(Uses.Where(use => use.IsOfDatabase).Max(use => use.Share)));
}
