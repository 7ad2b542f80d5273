namespace UserRep.Benchmarks.Scaling;

/// <summary>What a load asks of the database, at the peak.</summary>
/// <param name="WalBytesPerSecond">Of write-ahead log.</param>
/// <param name="DiskBytes">Of tables and indexes.</param>
/// <param name="Cores">Cores busy.</param>
/// <param name="PageReadsPerSecond">Pages read from disk, each at a random place.</param>
internal sealed record DatabaseNeeds(double WalBytesPerSecond, double DiskBytes, double Cores, double PageReadsPerSecond)
{
    private const double PageBytes = 8_192;

    // Two of its indexes have an event where its user is.
    private const double PagesPerEvent = 2;

    public static DatabaseNeeds Of(CostModel model, DescribedLoad load, ClusterShape shape)
    {
        double indexBytes = model.EventUserIndexes.At(load.EventsKept);
        double touched = PagesPerEvent * load.EventsPerSecond;

        // A page that is written for the first time since a checkpoint goes into the write-ahead log as a whole.
        double written = Spread.Hit(Math.Max(1, indexBytes / PageBytes), touched * load.SecondsBetweenCheckpoints) / load.SecondsBetweenCheckpoints;
        double missing = Math.Max(0, 1 - (load.DatabaseMemoryBytes / Math.Max(1, indexBytes)));
        return new DatabaseNeeds(
            model.EventWal.At(load.EventsPerSecond, written) + model.SnapshotWal.At(load.SnapshotsPerSecond),
            model.EventDisk.At(load.EventsKept) + model.UserDisk.At(load.Users) + model.SnapshotDisk.At(load.Users),
            CoresOf(model, load, shape),
            touched * missing);
    }

    /// <summary>What one backend works on an event.</summary>
    public static double SecondsPerEvent(CostModel model, double remote) => 1e-6 * model.EventDatabase.At(1, remote);

    private static double CoresOf(CostModel model, DescribedLoad load, ClusterShape shape)
    {
        double micros = (load.LaterEventsPerSecond * model.EventDatabase.At(1, shape.Remote))
            + (load.FirstEventsPerSecond * model.FirstEventDatabase.At(1, shape.Remote))
            + model.SnapshotDatabase.At(load.SnapshotsPerSecond)
            + model.IdleDatabase.At(shape.Silos, shape.Silos * shape.Partitions);
        return 1e-6 * micros;
    }
}
