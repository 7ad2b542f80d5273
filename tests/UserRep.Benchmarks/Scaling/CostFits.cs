namespace UserRep.Benchmarks.Scaling;

/// <summary>Fits the model to what was measured.</summary>
internal static class CostFits
{
    private const string One = "1";
    private const string Remote = "share of other silos (n−1)/n";
    private static readonly string[] _perOperation = [One, Remote];

    // Every silo looks after every partition.
    private static readonly string[] _perPair = ["silos n", "n p"];

    public static CostModel Model(ScalingReport report)
    {
        CostRow[] events = [.. report.Of(Work.Events)];
        CostRow[] first = [.. report.Of(Work.FirstEvents)];
        CostRow[] reads = [.. report.Of(Work.Reads)];
        CostRow[] snapshots = [.. report.Rows.Where(row => row.What == Work.Snapshots)];
        (CostRow Row, double Users)[] batches = [.. report.Of(Work.SmallReads).Select(row => (row, (double)WorkSizes.SmallRead)), .. report.Of(Work.LargeReads).Select(row => (row, (double)WorkSizes.LargeRead))];
        return new CostModel
        {
            EventSilo = Per("Silos' processor, event", "µs", events, c => 1e6 * c.SiloSeconds),
            EventDatabase = Per("Database's processor, event", "µs", events, c => 1e6 * c.DatabaseSeconds),
            EventTransactions = Per("Transactions, event", "", events, c => c.Transactions),
            EventWal = Wal(report),
            EventClientBytes = Per("Clients' network, event", "B", events, c => c.ClientBytes),
            EventSiloBytes = Per("Network between silos, event", "B", events, c => c.SiloBytes),
            EventDatabaseBytes = Per("Database's network, event", "B", events, c => c.DatabaseBytes),
            FirstEventSilo = Per("Silos' processor, first event of a user", "µs", first, c => 1e6 * c.SiloSeconds),
            FirstEventDatabase = Per("Database's processor, first event of a user", "µs", first, c => 1e6 * c.DatabaseSeconds),
            ReadSilo = Per("Silos' processor, read of one user", "µs", reads, c => 1e6 * c.SiloSeconds),
            ReadClientBytes = Per("Clients' network, read of one user", "B", reads, c => c.ClientBytes),
            ReadSiloBytes = Per("Network between silos, read of one user", "B", reads, c => c.SiloBytes),
            BatchSilo = LinearFit.Of(
                "Silos' processor, read of k users", "µs", [One, "k", "k (n−1)/n", "silos asked d"],
                batches.Select(b => (new[] { 1, b.Users, b.Users * Share(b.Row), Asked(b.Row, b.Users) }, 1e6 * b.Row.Costs.SiloSeconds / b.Row.Operations))),
            BatchMessages = LinearFit.Of("Messages to other silos, read of k users", "", ["silos asked d"], batches.Select(b => (new[] { Asked(b.Row, b.Users) }, b.Row.Costs.ReadMessages / b.Row.Operations))),
            BatchClientBytes = LinearFit.Of("Clients' network, read of k users", "B", [One, "k"], batches.Select(b => (new[] { 1, b.Users }, b.Row.Costs.ClientBytes / b.Row.Operations))),
            BatchSiloBytes = LinearFit.Of(
                "Network between silos, read of k users", "B", ["k (n−1)/n", "silos asked d"],
                batches.Select(b => (new[] { b.Users * Share(b.Row), Asked(b.Row, b.Users) }, b.Row.Costs.SiloBytes / b.Row.Operations))),
            IdleSilo = Idle("Silos' processor, idle, per second", "µs", _perPair, Pairs, c => 1e6 * c.SiloSeconds),
            IdleDatabase = Idle("Database's processor, idle, per second", "µs", _perPair, Pairs, c => 1e6 * c.DatabaseSeconds),
            IdleTransactions = Idle("Transactions, idle, per second", "", ["silos n", "partitions p"], size => [size.Silos, size.Partitions], c => c.Transactions),
            IdleSiloBytes = Idle("Network between silos, idle, per second", "B", ["n (n−1)", "(n−1) p"], size => Spread.Chatter(size.Silos, size.Partitions), c => c.SiloBytes),
            Resident = Memory("Memory of the processes", room => room.ResidentBytes),
            Managed = Memory("Memory of living objects", room => room.ManagedBytes),
            EventDisk = Disk("Disk, events", "events", room => room.Events, room => room.EventBytes),
            EventUserIndexes = Disk("Disk, indexes by user", "events", room => room.Events, room => room.UserIndexBytes),
            UserDisk = Disk("Disk, users", "users", room => room.LoggedUsers, room => room.UserBytes),
            SnapshotDisk = Disk("Disk, snapshots", "snapshots", room => room.Snapshots, room => room.SnapshotBytes),
            SnapshotWal = LinearFit.Of("Write-ahead log, snapshots", "B", ["snapshots"], snapshots.Select(row => (new[] { row.Operations }, row.Costs.WalBytes))),
            SnapshotDatabase = LinearFit.Of("Database's processor, snapshots", "µs", ["snapshots"], snapshots.Select(row => (new[] { row.Operations }, 1e6 * row.Costs.DatabaseSeconds))),
        };

        LinearFit Idle(string name, string unit, string[] terms, Func<ScalingSize, double[]> values, Func<Costs, double> cost) =>
            LinearFit.Of(name, unit, terms, report.Rows.Where(row => row.What == Work.Idle).Select(row => (values(row.Size), cost(row.Costs) / row.Costs.Seconds)));

        LinearFit Memory(string name, Func<Footprint, double> bytes) => LinearFit.Of(
            name, "B", ["silos n", "live users"], report.Footprints.Where(room => room.ManagedBytes > 0).Select(room => (new[] { room.Size.Silos, room.LiveUsers }, bytes(room))));

        LinearFit Disk(string name, string term, Func<Footprint, double> count, Func<Footprint, double> bytes) =>
            LinearFit.Of(name, "B", [term], report.Footprints.Where(room => count(room) > 0).Select(room => (new[] { count(room) }, bytes(room))));
    }

    /// <summary>By what all operations of a repeat cost, so that long ones, where noise is little, count for more.</summary>
    private static LinearFit Per(string name, string unit, IEnumerable<CostRow> rows, Func<Costs, double> cost) =>
        LinearFit.Of(name, unit, _perOperation, rows.Select(row => (new[] { row.Operations, row.Operations * Share(row) }, cost(row.Costs))));

    /// <summary>The server's processes tell of whole pages up to 10 s late, so that repeats and what comes after them are taken together.</summary>
    private static LinearFit Wal(ScalingReport report) => LinearFit.Of(
        "Write-ahead log", "B", ["events", "whole pages"],
        report.Rows.Where(row => row.What is not (Work.Idle or Work.FirstEvents or Work.Snapshots)).GroupBy(row => row.Size).Select(rows => (
            new[] { rows.Where(row => row.What == Work.Events).Sum(row => row.Operations), rows.Sum(row => row.Costs.PageImages) }, rows.Sum(row => row.Costs.WalBytes))));

    private static double[] Pairs(ScalingSize size) => [size.Silos, (double)size.Silos * size.Partitions];

    private static double Share(CostRow row) => Spread.RemoteShare(row.Size.Silos);

    private static double Asked(CostRow row, double users) => Spread.OtherSilos(row.Size.Silos, users);
}
