namespace UserRep.Benchmarks.Scaling;

/// <summary>A load and the machines that are to bear it. Everything that was not measured and is assumed stands here.</summary>
/// <param name="Users">Users that the log knows.</param>
internal sealed record DescribedLoad(double Users)
{
    private const double SecondsPerDay = 86_400;

    /// <summary>Gets the share of users who are in memory at the same time.</summary>
    public double LiveShare { get; init; } = 0.25;

    public double EventsPerUserAndDay { get; init; } = 20;

    /// <summary>Gets reads of one user each.</summary>
    public double ReadsPerUserAndDay { get; init; } = 40;

    /// <summary>Gets how often a user is one of a read of many.</summary>
    public double BatchReadsPerUserAndDay { get; init; } = 40;

    /// <summary>Gets how many users such a read is of.</summary>
    public double UsersPerBatch { get; init; } = 500;

    /// <summary>Gets the rate of the busiest hour over that of the whole day.</summary>
    public double Peak { get; init; } = 2.5;

    /// <summary>Gets the share of events that are their user's first.</summary>
    public double FirstEventShare { get; init; } = 0.001;

    /// <summary>Gets how long events are kept.</summary>
    public double DaysKept { get; init; } = 90;

    /// <summary>Gets how many events of a user go into one snapshot.</summary>
    public double EventsPerSnapshot { get; init; } = 50;

    public double SiloCores { get; init; } = 16;

    public double SiloMemoryBytes { get; init; } = 128e9;

    public double SiloNetworkBytesPerSecond { get; init; } = 1.25e9;

    /// <summary>Gets the share of a machine's memory that live users may take.</summary>
    public double MemoryUse { get; init; } = 0.7;

    /// <summary>Gets the share of processors, network and disk that may be busy at the peak.</summary>
    public double Use { get; init; } = 0.6;

    public double DatabaseCores { get; init; } = 64;

    public double DatabaseDiskBytes { get; init; } = 30e12;

    /// <summary>Gets the fastest that the database's write-ahead log is written and sent to a replica.</summary>
    public double WalBytesPerSecond { get; init; } = 500e6;

    public double DatabaseNetworkBytesPerSecond { get; init; } = 3e9;

    /// <summary>Gets pages that its disk reads a second at random.</summary>
    public double DatabasePageReadsPerSecond { get; init; } = 500_000;

    public double DatabaseMemoryBytes { get; init; } = 512e9;

    public double DatabaseConnections { get; init; } = 1_000;

    /// <summary>Gets the connections of a silo: the service's own default.</summary>
    public double ConnectionsPerSilo { get; init; } = 20;

    public double SecondsBetweenCheckpoints { get; init; } = 900;

    /// <summary>Gets for how long an append holds the heads of its partitions beside the work on its events: the ways and the sync to disk.</summary>
    public double SecondsPerCommit { get; init; } = 0.005;

    /// <summary>Gets how many appends of a silo are under way at once: as the service has it.</summary>
    public double AppendsPerSilo { get; init; } = 2;

    /// <summary>Gets for how long events may wait for their append, so that more go into one.</summary>
    public double SecondsEventsMayWait { get; init; } = 0.25;

    /// <summary>Gets how many events one append takes at most: the service's own limit.</summary>
    public double MaxEventsPerAppend { get; init; } = 2_000;

    /// <summary>Gets partitions that a silo should have at least, so that all silos have about as many.</summary>
    public double PartitionsPerSilo { get; init; } = 8;

    /// <summary>Gets the fewest partitions: the service's own default.</summary>
    public double LeastPartitions { get; init; } = 16;

    /// <summary>Gets the most partitions there can be: the service's own limit.</summary>
    public double MaxPartitions { get; init; } = 4_096;

    public double EventsPerSecond => Peak * Users * EventsPerUserAndDay / SecondsPerDay;

    public double FirstEventsPerSecond => EventsPerSecond * FirstEventShare;

    public double LaterEventsPerSecond => EventsPerSecond - FirstEventsPerSecond;

    public double SnapshotsPerSecond => EventsPerSecond / EventsPerSnapshot;

    public double ReadsPerSecond => Peak * Users * ReadsPerUserAndDay / SecondsPerDay;

    public double BatchReadsPerSecond => Peak * Users * BatchReadsPerUserAndDay / UsersPerBatch / SecondsPerDay;

    public double EventsKept => Users * EventsPerUserAndDay * DaysKept;

    public double LiveUsers => Users * LiveShare;
}
