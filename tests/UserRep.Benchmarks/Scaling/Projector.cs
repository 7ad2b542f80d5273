namespace UserRep.Benchmarks.Scaling;

/// <summary>Computes what a load needs.</summary>
internal static class Projector
{
    private const int Rounds = 200;
    private const double FewUsers = 1e3;
    private const double ManyUsers = 1e12;
    private const double Closeness = 1.001;

    public static Projection Project(CostModel model, DescribedLoad load)
    {
        // What reads cost depends on how many silos there are, and how many are needed on what reads cost: from below, it is reached soon.
        double silos = 1;
        for (int round = 0; round < Rounds; round++)
        {
            double needed = On(model, load, silos).Silos;
            if (needed <= silos)
            {
                break;
            }

            silos = needed;
        }

        return On(model, load, silos) with { Silos = silos };
    }

    /// <summary>The users at which a resource is used up, with everything else of a load as it is.</summary>
    /// <returns>More than any service has where it never is.</returns>
    public static double Limit(CostModel model, DescribedLoad load, string resource)
    {
        (double low, double high) = (FewUsers, ManyUsers);
        while (high / low > Closeness)
        {
            double middle = Math.Sqrt(low * high);
            bool isUsedUp = Project(model, load with { Users = middle }).Uses.Single(use => use.Resource == resource).Share > 1;
            (low, high) = isUsedUp ? (low, middle) : (middle, high);
        }

        return high;
    }

    /// <summary>What is needed where there are so many silos.</summary>
    private static Projection On(CostModel model, DescribedLoad load, double silos)
    {
        ClusterShape shape = ClusterShape.Of(model, load, silos);
        SiloNeeds ofSilos = SiloNeeds.Of(model, load, shape);
        DatabaseNeeds ofDatabase = DatabaseNeeds.Of(model, load, shape);
        (double byMemory, double byProcessor, double byNetwork) = (SiloNeeds.ByMemory(model, load), ofSilos.ByProcessor(load), ofSilos.ByNetwork(load));
        return new Projection(load, Math.Max(1, Math.Max(byMemory, Math.Max(byProcessor, byNetwork))), byMemory, byProcessor, byNetwork, shape.Partitions, ofDatabase, ofSilos,
        [
            new(Resources.Wal, ofDatabase.WalBytesPerSecond / (load.Use * load.WalBytesPerSecond)),
            new(Resources.Cores, ofDatabase.Cores / (load.Use * load.DatabaseCores)),
            new(Resources.Disk, ofDatabase.DiskBytes / (load.Use * load.DatabaseDiskBytes)),
            new(Resources.PageReads, ofDatabase.PageReadsPerSecond / (load.Use * load.DatabasePageReadsPerSecond)),
            new(Resources.Network, ofSilos.DatabaseBytesPerSecond / (load.Use * load.DatabaseNetworkBytesPerSecond)),
            new(Resources.Connections, silos * load.ConnectionsPerSilo / load.DatabaseConnections),
            new(Resources.Heads, PartitionHeads.Busy(load, silos, Math.Min(shape.Partitions, load.MaxPartitions), DatabaseNeeds.SecondsPerEvent(model, shape.Remote)) / load.Use),
            new(Resources.Partitions, load.PartitionsPerSilo * silos / load.MaxPartitions, IsOfDatabase: false),
        ]);
    }
}
