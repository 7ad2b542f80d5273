namespace UserRep.Benchmarks.Scaling;

/// <summary>What a load asks of all silos together, at the peak.</summary>
/// <param name="Cores">Cores busy.</param>
/// <param name="NetworkBytesPerSecond">Through the network of all of them.</param>
/// <param name="DatabaseBytesPerSecond">Of which from and to the database.</param>
internal sealed record SiloNeeds(double Cores, double NetworkBytesPerSecond, double DatabaseBytesPerSecond)
{
    public static SiloNeeds Of(CostModel model, DescribedLoad load, ClusterShape shape)
    {
        double database = load.EventsPerSecond * model.EventDatabaseBytes.At(1, shape.Remote);

        // A byte between silos passes the network of two of them.
        return new SiloNeeds(CoresOf(model, load, shape), Clients(model, load, shape) + database + (2 * Between(model, load, shape)), database);
    }

    /// <summary>Silos whose memory holds the live users.</summary>
    public static double ByMemory(CostModel model, DescribedLoad load) =>
        Math.Ceiling(load.LiveUsers * model.Resident.At(0, 1) / ((load.MemoryUse * load.SiloMemoryBytes) - model.Resident.At(1, 0)));

    public double ByProcessor(DescribedLoad load) => Math.Ceiling(Cores / (load.Use * load.SiloCores));

    public double ByNetwork(DescribedLoad load) => Math.Ceiling(NetworkBytesPerSecond / (load.Use * load.SiloNetworkBytesPerSecond));

    private static double CoresOf(CostModel model, DescribedLoad load, ClusterShape shape)
    {
        double micros = (load.LaterEventsPerSecond * model.EventSilo.At(1, shape.Remote))
            + (load.FirstEventsPerSecond * model.FirstEventSilo.At(1, shape.Remote))
            + (load.ReadsPerSecond * model.ReadSilo.At(1, shape.Remote))
            + (load.BatchReadsPerSecond * model.BatchSilo.At(1, load.UsersPerBatch, shape.RemoteUsers, shape.Asked))
            + model.IdleSilo.At(shape.Silos, shape.Silos * shape.Partitions);
        return 1e-6 * micros;
    }

    private static double Between(CostModel model, DescribedLoad load, ClusterShape shape) =>
        (load.EventsPerSecond * model.EventSiloBytes.At(1, shape.Remote))
        + (load.ReadsPerSecond * model.ReadSiloBytes.At(1, shape.Remote))
        + (load.BatchReadsPerSecond * model.BatchSiloBytes.At(shape.RemoteUsers, shape.Asked))
        + model.IdleSiloBytes.At(Spread.Chatter(shape.Silos, shape.Partitions));

    private static double Clients(CostModel model, DescribedLoad load, ClusterShape shape) =>
        (load.EventsPerSecond * model.EventClientBytes.At(1, shape.Remote))
        + (load.ReadsPerSecond * model.ReadClientBytes.At(1, shape.Remote))
        + (load.BatchReadsPerSecond * model.BatchClientBytes.At(1, load.UsersPerBatch));
}
