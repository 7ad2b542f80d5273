namespace UserRep.Benchmarks.Scaling;

/// <summary>How a load is spread over a cluster.</summary>
/// <param name="Silos">The cluster's silos.</param>
/// <param name="Partitions">The log's partitions.</param>
/// <param name="Remote">The share of users who live elsewhere than on the silo that is asked.</param>
/// <param name="RemoteUsers">Such users of a read of many.</param>
/// <param name="Asked">The other silos that a read of many asks.</param>
internal sealed record ClusterShape(double Silos, double Partitions, double Remote, double RemoteUsers, double Asked)
{
    public static ClusterShape Of(CostModel model, DescribedLoad load, double silos)
    {
        double remote = Spread.RemoteShare(silos);
        double partitions = PartitionHeads.Enough(load, silos, DatabaseNeeds.SecondsPerEvent(model, remote));
        return new ClusterShape(silos, partitions, remote, load.UsersPerBatch * remote, Spread.OtherSilos(silos, load.UsersPerBatch));
    }
}
