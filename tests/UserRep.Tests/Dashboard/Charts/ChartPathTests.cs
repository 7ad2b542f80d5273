extern alias Silo;

using Silo::UserRep.Silo.Dashboard.Charts;
using Xunit;

namespace UserRep.Tests.Dashboard.Charts;

public class ChartPathTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.7, 1)]
    [InlineData(1, 1)]
    [InlineData(3.2, 5)]
    [InlineData(70, 100)]
    [InlineData(120, 200)]
    [InlineData(0.0021, 0.005)]
    public void The_top_is_round(double most, double top) => Assert.Equal(top, ChartPath.Top([null, most]), 9);

    [Fact]
    public void A_line_has_a_gap_where_nothing_is_known() => Assert.Equal("M0 10L25 5M75 0L100 10", ChartPath.Of([0, 5, null, 10, 0], 10, 100, 10));
}
