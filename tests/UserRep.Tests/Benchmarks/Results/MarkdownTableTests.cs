using UserRep.Benchmarks.Measuring;
using UserRep.Benchmarks.Results;
using Xunit;

namespace UserRep.Tests.Benchmarks.Results;

public sealed class MarkdownTableTests
{
    private static readonly ResultReport Report = new(
        HostFacts.Read(TimeProvider.System),
        Quick: true,
        [
            ResultRow.Alone("a.good", "Good", "s", new Samples([1]), new Bounds(Better.Lower, Floor: 2, Goal: 1)),
            ResultRow.Alone("a.bad", "Bad", "s", new Samples([3]), new Bounds(Better.Lower, Floor: 2, Goal: 1)),
            ResultRow.Alone("a.aim", "Aim", "s", new Samples([3]), new Bounds(Better.Lower, Goal: 2)),
            ResultRow.Alone("a.told", "Told", "s", new Samples([3]), new Bounds(Better.Lower)),
        ]);

    [Fact]
    public void One_line_says_how_many_bounds_are_met_of_those_there_are() =>
        Assert.Contains("\nSummary: floors met 1 of 2, goals met 1 of 3, 2 rows reported without a floor. ", MarkdownTable.Write(Report), StringComparison.Ordinal);

    [Fact]
    public void Each_question_has_a_table_under_its_command()
    {
        ResultReport two = Report with { Rows = [Row("b.one"), .. Report.Rows, Row("b.two")] };

        string[] lines = MarkdownTable.Write(two).Split('\n');

        Assert.Equal(["## `b`", "## `a`"], lines.Where(line => line.StartsWith("## ", StringComparison.Ordinal)));
        Assert.Equal(2, lines.Count(line => line.StartsWith("| figure |", StringComparison.Ordinal)));
        Assert.True(Array.FindIndex(lines, line => line.Contains("b.two", StringComparison.Ordinal)) < Array.IndexOf(lines, "## `a`"));
        Assert.Equal(string.Empty, lines[^1]);
        Assert.NotEqual(string.Empty, lines[^2]);
    }

    [Fact]
    public void Rows_that_miss_their_floor_are_marked_and_no_others()
    {
        string[] lines = MarkdownTable.Write(Report).Split('\n');
        Assert.StartsWith("| ✗ **Bad** |", Assert.Single(lines, line => line.Contains("**", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_that_another_processor_measured_names_it_also_when_rows_of_this_one_come_beside()
    {
        HostFacts here = Report.Host with { Processor = "this one", Date = "2026-01-02 00:00 UTC" };
        ResultReport before = new(here with { Processor = "that one", Date = "2026-01-01 00:00 UTC", Commit = "abc" }, Quick: false, [Row("b.one"), Row("a.good")]);
        ResultReport now = new ResultReport(here, Quick: false, [Row("a.good")]).Over(before);

        string[] lines = MarkdownTable.Write(now).Split('\n');

        Assert.Contains("this one, ", lines[2], StringComparison.Ordinal);
        Assert.EndsWith(" | 2026-01-01 00:00 UTC, abc, that one |", Assert.Single(lines, line => line.Contains("b.one", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.EndsWith($" | {here.Measured} |", Assert.Single(lines, line => line.Contains("a.good", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains(" name it in the last column", lines[4], StringComparison.Ordinal);
        ResultReport alone = before with { Rows = [.. before.Rows.Select(row => row.On(before.Host))] };
        Assert.DoesNotContain(" name it in the last column", MarkdownTable.Write(alone), StringComparison.Ordinal);
    }

    [Fact]
    public void Who_varies_is_told_by_how_much_and_one_figure_alone_does_not()
    {
        ResultReport report = Report with { Rows = [ResultRow.Against("a.raced", "Raced", "s", new Samples([1, 2, 3]), "Rival", new Samples([4, 6, 5]), new Bounds(Better.Lower)), Row("a.once")] };
        string[] lines = MarkdownTable.Write(report).Split('\n');
        Assert.StartsWith("| Raced | 2 s | 1–3 | 3 | Rival | 5 s | 4–6 | 0.333 | 0.25–0.6 | ", Assert.Single(lines, line => line.Contains("Raced", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.StartsWith("| a.once | 1 s | – | 1 | – | – | – | – | – | ", Assert.Single(lines, line => line.Contains("a.once", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(6, "≤ 1.5 or 6 ms ✓")]
    [InlineData(6.1, "≤ 1.5 or 6 ms ✗")]
    [InlineData(4.5, "≤ 1.5 or 6 ms ✓")]
    public void A_floor_is_met_also_within_what_the_rival_comes_to_by_itself_but_for_its_worst_quarter(double value, string floor)
    {
        Samples steady = new([2, 3, 3, 6, 90]);
        Samples moving = new([value, value, value, value, value]);
        ResultReport report = Report with { Rows = [ResultRow.Against("a.moved", "Moved", "ms", moving, "steady", steady, new Bounds(Better.Lower, Floor: 1.5, OrSpread: true))] };
        string page = MarkdownTable.Write(report);
        Assert.Contains($" | {floor} | ", page, StringComparison.Ordinal);
        Assert.Contains("it is what three in four of the rival's own repeats come to", page, StringComparison.Ordinal);
        Assert.DoesNotContain("three in four", MarkdownTable.Write(Report), StringComparison.Ordinal);
    }

    [Fact]
    public void Within_the_rival_s_spread_is_not_enough_where_the_floor_alone_counts() =>
        Assert.False(ResultRow.Against("a.moved", "Moved", "ms", new Samples([6]), "steady", new Samples([3]), new Bounds(Better.Lower, Floor: 1.5)).FloorMet);

    [Fact]
    public void Charts_are_linked()
    {
        Assert.Contains("\nCharts: [reads](charts/reads.png), [switch](charts/switch.png).\n", MarkdownTable.Write(Report, "charts/reads.png", "charts/switch.png"), StringComparison.Ordinal);
        Assert.DoesNotContain("Charts", MarkdownTable.Write(Report), StringComparison.Ordinal);
    }

    private static ResultRow Row(string id) => ResultRow.Alone(id, id, "s", new Samples([1]), new Bounds(Better.Lower));
}
