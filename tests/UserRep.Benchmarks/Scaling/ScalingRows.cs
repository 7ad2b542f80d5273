using System.Globalization;
using UserRep.Benchmarks.Measuring;
using UserRep.Benchmarks.Results;

namespace UserRep.Benchmarks.Scaling;

/// <summary>The costs that stand among the other questions' figures.</summary>
internal static class ScalingRows
{
    public static IReadOnlyList<ResultRow> Of(ScalingReport report) => [.. report.Rows.Select(row => row.Size).Distinct().SelectMany(size => Of(report, size))];

    /// <summary>What an operation cost, repeat by repeat.</summary>
    public static Samples PerOperation(ScalingReport report, Work work, ScalingSize size, Func<Costs, double> cost) =>
        new([.. report.Of(work).Where(row => row.Size == size).Select(row => cost(row.Costs) / row.Operations)]);

    /// <summary>How much more there is when users are in memory than before, by user.</summary>
    public static double PerLiveUser(ScalingReport report, ScalingSize size, Func<Footprint, double> bytes)
    {
        Footprint[] rooms = [.. report.Footprints.Where(room => room.Size == size && room.ManagedBytes > 0).OrderBy(room => room.LiveUsers)];
        return (bytes(rooms[^1]) - bytes(rooms[0])) / (rooms[^1].LiveUsers - rooms[0].LiveUsers);
    }

    private static IEnumerable<ResultRow> Of(ScalingReport report, ScalingSize size)
    {
        string id = string.Create(CultureInfo.InvariantCulture, $"scaling.{size.Silos}x{size.Partitions}x{size.Users}");
        string name = string.Create(CultureInfo.InvariantCulture, $"{size.Silos} silos, {size.Partitions} partitions, {size.Users:N0} users");
        return
        [
            Row("event.silos", "silos' processors, event", "µs", Of(Work.Events, c => 1e6 * c.SiloSeconds)),
            Row("event.database", "database's processors, event", "µs", Of(Work.Events, c => 1e6 * c.DatabaseSeconds)),
            Row("event.wal", "write-ahead log, event", "B", Of(Work.Events, c => c.WalBytes)),
            Row("read.silos", "silos' processors, read of one user", "µs", Of(Work.Reads, c => 1e6 * c.SiloSeconds)),
            Row("batch.silos", "silos' processors, read of 500 users", "µs", Of(Work.LargeReads, c => 1e6 * c.SiloSeconds)),
            Row("batch.messages", "messages to other silos, read of 500 users", "messages", Of(Work.LargeReads, c => c.ReadMessages)),
            Row("user.resident", "memory of the processes, live user", "B", new Samples([PerLiveUser(report, size, room => room.ResidentBytes)])),
            Row("user.managed", "living objects, live user", "B", new Samples([PerLiveUser(report, size, room => room.ManagedBytes)])),
        ];

        Samples Of(Work work, Func<Costs, double> cost) => PerOperation(report, work, size, cost);
        ResultRow Row(string figure, string what, string unit, Samples samples) => ResultRow.Alone($"{id}.{figure}", $"{name}: {what}", unit, samples, new Bounds(Better.Lower));
    }
}
