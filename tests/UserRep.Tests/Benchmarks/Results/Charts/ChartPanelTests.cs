using UserRep.Benchmarks.Measuring;
using UserRep.Benchmarks.Results;
using UserRep.Benchmarks.Results.Charts;
using Xunit;

namespace UserRep.Tests.Benchmarks.Results.Charts;

public sealed class ChartPanelTests
{
    [Fact]
    public void Rows_of_a_unit_share_an_axis_if_each_has_a_bar_to_be_seen_there()
    {
        IReadOnlyList<ChartPanel> panels = ChartPanel.Of([Row("a", "reads", 5_000_000), Row("b", "s", 1), Row("c", "reads", 0), Row("d", "reads", 3), Row("e", "s", 40)]);
        Assert.Equal(["reads: a c", "s: b e", "reads: d"], panels.Select(panel => $"{panel.Unit}: {string.Join(' ', panel.Rows.Select(row => row.Name))}"));
    }

    [Fact]
    public void A_long_range_takes_nobodys_bar_away()
    {
        ResultRow swings = ResultRow.Alone("x.a", "a", "ms", new Samples([30, 40, 14_000]), new Bounds(Better.Lower));
        ResultRow rivalSwings = ResultRow.Against("x.b", "b", "ms", new Samples([50, 60, 70]), "rival", new Samples([50, 60, 90_000]), new Bounds(Better.Lower));
        ResultRow fromNothing = ResultRow.Alone("x.e", "e", "ms", new Samples([-70_000, 0, 0]), new Bounds(Better.Lower));
        IReadOnlyList<ChartPanel> panels = ChartPanel.Of([swings, Row("c", "ms", 24), Row("d", "ms", 900), rivalSwings, fromNothing]);
        Assert.Equal(["a", "c d", "b", "e"], panels.Select(panel => string.Join(' ', panel.Rows.Select(row => row.Name))));
    }

    [Fact]
    public void A_rivals_bar_lies_below_the_own_one_and_has_its_own_range()
    {
        ResultRow against = ResultRow.Against("x.a", "a", "s", new Samples([1, 2, 4]), "rival", new Samples([3, 5, 6]), new Bounds(Better.Lower));
        Assert.Equal(
            [new ChartBar("a", true, 2, 1, 4, 0), new ChartBar("rival", false, 5, 3, 6, 1), new ChartBar("b", true, 7, 7, 7, 2.5)],
            ChartBar.Of(new ChartPanel("s", [against, Row("b", "s", 7)])));
    }

    [Fact]
    public void Parts_of_the_same_whole_have_its_bar_once_and_another_of_its_name_is_another()
    {
        ResultRow[] rows = [Part("a", 10), Part("b", 10), Part("c", 20)];
        Assert.Equal(["a", "whole", "b", "c", "whole"], ChartBar.Of(new ChartPanel("s", rows)).Select(bar => bar.Name));

        static ResultRow Part(string name, double whole) => ResultRow.Against($"x.{name}", name, "s", new Samples([1]), "whole", new Samples([whole]), new Bounds(Better.Lower));
    }

    private static ResultRow Row(string name, string unit, double value) => ResultRow.Alone($"x.{name}", name, unit, new Samples([value]), new Bounds(Better.Lower));
}
