using UserRep.Grains.Vitals;

namespace UserRep.Silo.Dashboard.Overview;

/// <summary>A partition and where it runs.</summary>
/// <param name="Silo">The silo's address.</param>
/// <param name="Vitals">How it is.</param>
internal sealed record PlacedPartition(string Silo, PartitionVitals Vitals);
