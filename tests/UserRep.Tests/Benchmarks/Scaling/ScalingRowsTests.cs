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
    public void Live_users_take_what_came_with_them()
    {
        ScalingSize size = KnownCosts.Report.Rows[0].Size;
        Footprint full = KnownCosts.Report.Footprints[0];
        Footprint empty = full with { LiveUsers = 100, ResidentBytes = full.ResidentBytes - (900 * 5_000.0) };
        Assert.Equal(5_000, ScalingRows.PerLiveUser(KnownCosts.Report with { Footprints = [empty, full] }, size, room => room.ResidentBytes), 1e-6);
    }
}
