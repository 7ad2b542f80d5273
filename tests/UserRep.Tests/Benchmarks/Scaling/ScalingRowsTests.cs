using UserRep.Benchmarks.Results;
using UserRep.Benchmarks.Scaling;
using Xunit;

namespace UserRep.Tests.Benchmarks.Scaling;

public sealed class ScalingRowsTests
{
    [Fact]
    public void A_row_has_the_cost_of_one_without_what_the_cluster_costs_anyway()
    {
        ResultRow row = ScalingRows.Of(KnownCosts.Report).Single(r => r.Id == "scaling.2x16x2000.event.silos");
        Assert.Equal(KnownCosts.EventMicros + (KnownCosts.RemoteEventMicros / 2), row.Value, 1e-6);
        Assert.Equal("µs", row.Unit);
    }

    [Fact]
    public void More_silos_are_set_against_one_with_as_many_users()
    {
        const int users = 1_000;
        ScalingReport report = KnownCosts.Report with
        {
            Rows = [.. KnownCosts.Report.Rows.Select(row => row with { Size = row.Size with { Users = users } })],
            Footprints = [.. KnownCosts.Report.Footprints.SelectMany(room => Grown(room with { Size = room.Size with { Users = users } }))],
        };
        IReadOnlyList<ResultRow> rows = ScalingRows.Of(report);

        ResultRow row = rows.Single(r => r.Id == "scaling.3x16x1000.event.silos");
        Assert.Equal(("1 silo, measured before", KnownCosts.EventMicros), (row.Rival, Math.Round(row.RivalValue!.Value, 6)));
        Assert.Equal((KnownCosts.EventMicros + (KnownCosts.RemoteEventMicros * 2 / 3)) / KnownCosts.EventMicros, row.Ratio!.Value, 1e-6);
        Assert.Equal(KnownCosts.RemoteEventMicros, rows.Single(r => r.Id == "scaling.3x16x1000.event.hop").Value, 1e-6);
        Assert.Null(rows.Single(r => r.Id == "scaling.1x16x1000.event.silos").Rival);
        Assert.DoesNotContain(rows, r => r.Id == "scaling.1x16x1000.event.hop");

        // One silo was not measured with as many partitions.
        Assert.Null(rows.Single(r => r.Id == "scaling.3x64x1000.event.silos").Rival);
        Assert.Equal(["2x16x1000", "3x16x1000"], ScalingRows.Charted(report).Select(r => r.Id.Split('.')[1]).Distinct());

        static Footprint[] Grown(Footprint room) => [room with { LiveUsers = 0, ResidentBytes = room.ResidentBytes / 2 }, room];
    }

    [Fact]
    public void What_was_timed_has_a_throughput_and_what_the_generator_took_of_the_processors()
    {
        ScalingSize size = KnownCosts.Report.Rows[0].Size;
        CostRow Timed(ScalingSize at, Work work, double operations, double took) => KnownCosts.Report.Rows.First(row => row.What == Work.Events && row.Size == at) with { What = work, Operations = operations, Took = took, GeneratorSeconds = took / 10 };
        ScalingSize two = size with { Silos = 2 };
        CostRow idle = KnownCosts.Report.Rows.First(row => row.What == Work.Idle);
        ScalingReport report = KnownCosts.Report with
        {
            Rows = [idle with { Size = size }, idle with { Size = two }, .. ((ScalingSize[])[size, two]).SelectMany(at => Both(at, at.Silos))],
            Footprints = [.. ((ScalingSize[])[size, two]).SelectMany(at => (Footprint[])[Room(at, 0), Room(at, 1_000)])],
        };
        IReadOnlyList<ResultRow> rows = ScalingRows.Of(report);

        ResultRow throughput = rows.Single(r => r.Id == $"scaling.2x{size.Partitions}x{size.Users}.event.throughput");
        Assert.Equal((500, 1_000, 0.5, Better.Higher), (throughput.Value, throughput.RivalValue, throughput.Ratio, throughput.Better));
        Assert.Equal(200, rows.Single(r => r.Id == $"scaling.2x{size.Partitions}x{size.Users}.event.generator").Value, 1e-6);
        Assert.Equal(100, rows.Single(r => r.Id == $"scaling.1x{size.Partitions}x{size.Users}.read.latency").Value, 1e-6);

        // Half of the users are elsewhere.
        Assert.Equal(200, rows.Single(r => r.Id == $"scaling.2x{size.Partitions}x{size.Users}.read.latency.hop").Value, 1e-6);
        Assert.DoesNotContain(ScalingRows.Of(KnownCosts.Report), r => r.Id.EndsWith(".throughput", StringComparison.Ordinal));

        CostRow[] Both(ScalingSize at, int times) =>
        [
            .. ((Work[])[Work.Events, Work.Reads, Work.LargeReads]).Select(work => Timed(size, work, 1_000, times) with { Size = at }),
            Timed(size, Work.ReadsOneByOne, 10_000, times) with { Size = at },
        ];

        static Footprint Room(ScalingSize at, double users) => KnownCosts.Report.Footprints[0] with { Size = at, LiveUsers = users };
    }

    [Fact]
    public void Live_users_take_what_came_with_them()
    {
        ScalingSize size = KnownCosts.Report.Rows[0].Size;
        Footprint full = KnownCosts.Report.Footprints[0];
        Footprint empty = full with { LiveUsers = 100, ResidentBytes = full.ResidentBytes - (900 * 5_000.0) };
        Assert.Equal(5_000, ScalingRows.PerLiveUser(KnownCosts.Report with { Footprints = [empty, full] }, size, room => room.ResidentBytes), 1e-6);
    }
}
