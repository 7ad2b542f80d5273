namespace UserRep.Benchmarks.Scaling;

/// <summary>How large a cluster is.</summary>
/// <param name="Silos">Its silos.</param>
/// <param name="Partitions">The log's partitions.</param>
/// <param name="Users">The users it was measured with.</param>
internal sealed record ScalingSize(int Silos, int Partitions, int Users);
