using System.Globalization;
using UserRep.Benchmarks.Measuring;
using UserRep.Benchmarks.Results;

namespace UserRep.Benchmarks.Scaling;

/// <summary>Costs, throughput and latency that stand among the other questions' figures.</summary>
internal static class ScalingRows
{
    public static IReadOnlyList<ResultRow> Of(ScalingReport report) => [.. report.Rows.Select(row => row.Size).Distinct().SelectMany(size => Of(report, size))];

    /// <summary>Those of them that a chart has room for: several silos against one, with the most users that both were measured with.</summary>
    public static IReadOnlyList<ResultRow> Charted(ScalingReport report)
    {
        ScalingSize[] several = [.. report.Rows.Select(row => row.Size).Distinct().Where(size => size.Silos > 1 && Single(report, size) is not null)];
        return [.. several.Where(size => size.Users == several.Max(other => other.Users)).SelectMany(size => Of(report, size))];
    }

    /// <summary>What an operation cost, repeat by repeat.</summary>
    public static Samples PerOperation(ScalingReport report, Work work, ScalingSize size, Func<Costs, double> cost) =>
        PerRow(report, work, size, row => cost(row.Costs) / row.Operations);

    private static Samples PerRow(ScalingReport report, Work work, ScalingSize size, Func<CostRow, double> figure) =>
        new([.. report.Of(work).Where(row => row.Size == size).Select(figure)]);

    /// <summary>How much more there is when users are in memory than before, by user.</summary>
    public static double PerLiveUser(ScalingReport report, ScalingSize size, Func<Footprint, double> bytes)
    {
        Footprint[] rooms = [.. report.Footprints.Where(room => room.Size == size && room.ManagedBytes > 0).OrderBy(room => room.LiveUsers)];
        return (bytes(rooms[^1]) - bytes(rooms[0])) / (rooms[^1].LiveUsers - rooms[0].LiveUsers);
    }

    private static IEnumerable<ResultRow> Of(ScalingReport report, ScalingSize size)
    {
        string id = string.Create(CultureInfo.InvariantCulture, $"scaling.{size.Silos}x{size.Partitions}x{size.Users}");
        string name = string.Create(CultureInfo.InvariantCulture, $"{Silos(size)}, {size.Partitions} partitions, {size.Users:N0} users");
        ScalingSize? single = Single(report, size);
        return
        [
            .. Throughput("event", $"event acknowledged and applied, {WorkSizes.EventsPerMessage} a message, {WorkSizes.EventCallers} callers", "events/s", Work.Events),
            .. Throughput("read", $"read of one user, {WorkSizes.ReadCallers} callers", "reads/s", Work.Reads),
            .. Throughput("batch", $"read of {WorkSizes.LargeRead} users, {WorkSizes.BatchCallers} caller", "reads/s", Work.LargeReads),
            .. IsTimed(Work.ReadsOneByOne)
                ? (ResultRow[])[Row("read.latency", "latency, read of one user, 1 caller, mean", "µs", Latency, Better.Lower), .. single is null ? (ResultRow[])[] : [Hop("read.latency.hop", "latency, more for such a read of a user on another silo", Latency)]]
                : [],
            Row("event.silos", "silos' processors, event", "µs", Micros(Work.Events)),
            Row("event.database", "database's processors, event", "µs", at => PerOperation(report, Work.Events, at, c => 1e6 * c.DatabaseSeconds)),
            Row("event.wal", "write-ahead log, event", "B", at => PerOperation(report, Work.Events, at, c => c.WalBytes)),
            Row("read.silos", "silos' processors, read of one user", "µs", Micros(Work.Reads)),
            Row("batch.silos", "silos' processors, read of 500 users", "µs", Micros(Work.LargeReads)),
            Alone("batch.messages", "messages to other silos, read of 500 users", "messages/read", PerOperation(report, Work.LargeReads, size, c => c.ReadMessages)),
            Alone("user.resident", "memory of the processes, live user", "B", new Samples([PerLiveUser(report, size, room => room.ResidentBytes)])),
            Alone("user.managed", "living objects, live user", "B", new Samples([PerLiveUser(report, size, room => room.ManagedBytes)])),
            .. single is null ? (ResultRow[])[] :
            [
                Hop("event.hop", "silos' processors, more for an event of a user on another silo", Micros(Work.Events)),
                Hop("read.hop", "silos' processors, more for a read of a user on another silo, with smaller messages, as each silo has a client of its own", Micros(Work.Reads)),
            ],
        ];

        bool IsTimed(Work work) => report.Of(work).Any(row => row.Size == size && row.Took > 0);

        // What the generator takes is not there for the silos: all of them share the processors.
        IEnumerable<ResultRow> Throughput(string figure, string what, string unit, Work work) => !IsTimed(work) ? [] :
        [
            Row($"{figure}.throughput", $"throughput, {what}", unit, at => PerRow(report, work, at, row => row.Operations / row.Took), Better.Higher),
            Alone($"{figure}.generator", $"load generator's processors, {what}", "µs", PerRow(report, work, size, row => 1e6 * row.GeneratorSeconds / row.Operations)),
        ];

        Samples Latency(ScalingSize at) => PerRow(report, Work.ReadsOneByOne, at, row => 1e6 * row.Took / row.Operations);

        Func<ScalingSize, Samples> Micros(Work work) => at => PerOperation(report, work, at, c => 1e6 * c.SiloSeconds);

        ResultRow Row(string figure, string what, string unit, Func<ScalingSize, Samples> samples, Better better = Better.Lower) => single is null
            ? ResultRow.Alone($"{id}.{figure}", $"{name}: {what}", unit, samples(size), new Bounds(better))
            : ResultRow.Beside($"{id}.{figure}", $"{name}: {what}", unit, samples(size), $"{Silos(single)}, measured before", samples(single), new Bounds(better));

        ResultRow Alone(string figure, string what, string unit, Samples samples) => ResultRow.Alone($"{id}.{figure}", $"{name}: {what}", unit, samples, new Bounds(Better.Lower));

        // What is more, is of those alone who live elsewhere than on the silo that is asked.
        ResultRow Hop(string figure, string what, Func<ScalingSize, Samples> samples)
        {
            double without = samples(single!).Median;
            return Alone(figure, what, "µs", samples(size).Select(with => (with - without) / Spread.RemoteShare(size.Silos)));
        }
    }

    /// <summary>One silo with as many partitions and users, if it was measured beside these.</summary>
    private static ScalingSize? Single(ScalingReport report, ScalingSize size) =>
        size.Silos == 1 ? null : report.Rows.Select(row => row.Size).FirstOrDefault(other => other.Silos == 1 && other.Partitions == size.Partitions && other.Users == size.Users);

    private static string Silos(ScalingSize size) => size.Silos == 1 ? "1 silo" : string.Create(CultureInfo.InvariantCulture, $"{size.Silos} silos");
}
