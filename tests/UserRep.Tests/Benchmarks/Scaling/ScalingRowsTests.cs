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
    public void Live_users_take_what_came_with_them()
    {
        ScalingSize size = KnownCosts.Report.Rows[0].Size;
        Footprint full = KnownCosts.Report.Footprints[0];
        Footprint empty = full with { LiveUsers = 100, ResidentBytes = full.ResidentBytes - (900 * 5_000.0) };
        Assert.Equal(5_000, ScalingRows.PerLiveUser(KnownCosts.Report with { Footprints = [empty, full] }, size, room => room.ResidentBytes), 1e-6);
    }
}
