namespace UserRep.Benchmarks.Scaling;

/// <summary>Computes what a load needs.</summary>
internal static class Projector
{
    private const double PageBytes = 8_192;
    private const int Rounds = 200;

    public static Projection Project(CostModel model, DescribedLoad load)
    {
        // What reads cost depends on how many silos there are, and how many are needed on what reads cost: from below, it is reached soon.
        double silos = 1;
        for (int round = 0; round < Rounds; round++)
        {
            Projection next = At(model, load, silos);
            if (next.Silos <= silos)
            {
                return next with { Silos = silos };
            }

            silos = next.Silos;
        }

        return At(model, load, silos);
    }

    /// <summary>The users at which a resource is used up, with everything else of a load as it is.</summary>
    /// <returns>More than any service has where it never is.</returns>
    public static double Limit(CostModel model, DescribedLoad load, string resource)
    {
        double low = 1e3;
        double high = 1e12;
        for (int round = 0; round < Rounds; round++)
        {
            double middle = Math.Sqrt(low * high);
            bool isMore = Project(model, load with { Users = middle }).Uses.Single(use => use.Resource == resource).Share > 1;
            (low, high) = isMore ? (low, middle) : (middle, high);
            if (high / low < 1.001)
            {
                break;
            }
        }

        return high;
    }

    /// <summary>What a load would need of everything there is once, and how many silos, if there were so many.</summary>
    private static Projection At(CostModel model, DescribedLoad load, double silos)
    {
        double remote = Spread.RemoteShare(silos);
        double asked = Spread.OtherSilos(silos, load.UsersPerBatch);
        double remoteUsers = load.UsersPerBatch * remote;
        double events = load.EventsPerSecond;
        double firsts = events * load.FirstEventShare;
        double snapshots = events / load.EventsPerSnapshot;
        double work = 1e-6 * model.EventDatabase.At(1, remote);
        double partitions = Partitions(load, silos, work);

        double cores = 1e-6 * (
            ((events - firsts) * model.EventSilo.At(1, remote))
            + (firsts * model.FirstEventSilo.At(1, remote))
            + (load.ReadsPerSecond * model.ReadSilo.At(1, remote))
            + (load.BatchReadsPerSecond * model.BatchSilo.At(1, load.UsersPerBatch, remoteUsers, asked))
            + model.IdleSilo.At(silos, partitions));
        double betweenSilos = (events * model.EventSiloBytes.At(1, remote)) + (load.ReadsPerSecond * model.ReadSiloBytes.At(1, remote)) + (load.BatchReadsPerSecond * model.BatchSiloBytes.At(remoteUsers, asked));
        double clients = (events * model.EventClientBytes.At(1, remote)) + (load.ReadsPerSecond * model.ReadClientBytes.At(1, remote)) + (load.BatchReadsPerSecond * model.BatchClientBytes.At(1, load.UsersPerBatch));
        double database = events * model.EventDatabaseBytes.At(1, remote);

        // A byte between silos passes the network of two of them.
        double network = clients + database + (2 * betweenSilos);
        double perSilo = (load.MemoryUse * load.SiloMemoryBytes) - model.Resident.At(1, 0);
        double byMemory = Math.Ceiling(load.LiveUsers * model.Resident.At(0, 1) / perSilo);
        double byProcessor = Math.Ceiling(cores / (load.Use * load.SiloCores));
        double byNetwork = Math.Ceiling(network / (load.Use * load.SiloNetworkBytesPerSecond));

        double indexPages = load.EventsKept * model.EventUserIndexes.At(1) / PageBytes;
        double written = Spread.Hit(indexPages, 2 * events * load.SecondsBetweenCheckpoints) / load.SecondsBetweenCheckpoints;
        double wal = model.EventWal.At(events, written) + (snapshots * model.SnapshotWal.At(1));
        double disk = model.EventDisk.At(load.EventsKept) + model.UserDisk.At(load.Users) + model.SnapshotDisk.At(load.Users);
        double databaseCores = 1e-6 * (
            ((events - firsts) * model.EventDatabase.At(1, remote)) + (firsts * model.FirstEventDatabase.At(1, remote))
            + (snapshots * model.SnapshotDatabase.At(1)) + model.IdleDatabase.At(silos, partitions));

        // Pages that are not in the database's memory are read before they are written.
        double missing = Math.Max(0, 1 - (load.DatabaseMemoryBytes / Math.Max(load.DatabaseMemoryBytes, indexPages * PageBytes)));
        double needed = Math.Max(1, Math.Max(byMemory, Math.Max(byProcessor, byNetwork)));
        return new Projection(load, needed, byMemory, byProcessor, byNetwork, partitions, disk, wal, databaseCores, network,
        [
            new(Resources.Wal, wal / (load.Use * load.WalBytesPerSecond)),
            new(Resources.Cores, databaseCores / (load.Use * load.DatabaseCores)),
            new(Resources.Disk, disk / (load.Use * load.DatabaseDiskBytes)),
            new(Resources.PageReads, 2 * events * missing / (load.Use * load.DatabasePageReadsPerSecond)),
            new(Resources.Network, database / (load.Use * load.DatabaseNetworkBytesPerSecond)),
            new(Resources.Connections, silos * load.ConnectionsPerSilo / load.DatabaseConnections),
            new(Resources.Heads, PartitionHeads.Busy(load, silos, Math.Min(partitions, load.MaxPartitions), work) / load.Use),
            new(Resources.Partitions, load.PartitionsPerSilo * silos / load.MaxPartitions, IsOfDatabase: false),
        ]);
    }

    /// <summary>A power of two that is enough for the silos, and more where heads would be held for too long.</summary>
    private static double Partitions(DescribedLoad load, double silos, double work)
    {
        double partitions = Math.Pow(2, Math.Ceiling(Math.Log2(Math.Max(load.LeastPartitions, load.PartitionsPerSilo * silos))));
        while (2 * partitions <= load.MaxPartitions && PartitionHeads.Busy(load, silos, partitions, work) > load.Use)
        {
            partitions *= 2;
        }

        return partitions;
    }
}
