namespace UserRep.Benchmarks.Scaling;

/// <summary>What there is once for all silos, by name.</summary>
internal static class Resources
{
    public const string Wal = "write-ahead log";
    public const string Cores = "database's processors";
    public const string Disk = "database's disk";
    public const string PageReads = "database's page reads";
    public const string Network = "database's network";
    public const string Connections = "connections";
    public const string Heads = "heads of partitions";
    public const string Partitions = "partitions";

    public static IReadOnlyList<string> All { get; } = [Wal, Cores, Disk, PageReads, Network, Connections, Heads, Partitions];
}
