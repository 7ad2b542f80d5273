using System.Text.Json;
using UserRep.Benchmarks.Measuring;
using UserRep.Benchmarks.Results;
using UserRep.Tests.Model;
using Xunit;

namespace UserRep.Tests.Benchmarks;

public sealed class ResultFolderTests : IDisposable
{
    private static readonly string[] DocumentedFields =
        ["id", "name", "value", "unit", "rival", "rivalValue", "ratio", "floor", "goal", "floorMet", "goalMet"];

    private readonly TempFolder _folder = new();

    [Fact]
    public void The_json_has_the_documented_form_and_the_facts_of_the_machine()
    {
        using JsonDocument json = Write(
            ResultRow.Against("a.rate", "Rate", "1/s", new Samples([5, 6, 7]), "limit", new Samples([10, 10, 10]), new Bounds(Better.Higher, 0.5, 0.7)),
            ResultRow.Alone("a.bytes", "Bytes", "B", new Samples([3]), new Bounds(Better.Lower)));
        JsonElement rate = json.RootElement.GetProperty("rows")[0];
        Assert.All(DocumentedFields, field => Assert.True(rate.TryGetProperty(field, out _), field));
        Assert.Equal(6, rate.GetProperty("value").GetDouble());
        Assert.Equal(10, rate.GetProperty("rivalValue").GetDouble());
        Assert.Equal(0.6, rate.GetProperty("ratio").GetDouble());
        Assert.True(rate.GetProperty("floorMet").GetBoolean());
        Assert.False(rate.GetProperty("goalMet").GetBoolean());
        JsonElement bytes = json.RootElement.GetProperty("rows")[1];
        Assert.Equal(JsonValueKind.Null, bytes.GetProperty("ratio").ValueKind);
        Assert.True(bytes.GetProperty("floorMet").GetBoolean());
        JsonElement host = json.RootElement.GetProperty("host");
        Assert.All(["processor", "cores", "runtime", "onnxRuntime", "commit", "date"], field => Assert.True(host.TryGetProperty(field, out _), field));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(8, false)]
    public void Without_a_rival_the_value_itself_is_judged(double bytes, bool met) =>
        Assert.Equal(met, ResultRow.Alone("a.bytes", "Bytes", "B", new Samples([bytes]), new Bounds(Better.Lower, 0, 0)).FloorMet);

    [Fact]
    public void Of_one_question_its_rows_alone_are_replaced()
    {
        ResultFolder.Write(_folder.Location, Report("first", "now", Row("a.x", 1), Row("b.x", 2), Row("c.x", 3)));
        ResultFolder.Write(_folder.Location, Report("second", "now", Row("b.x", 4), Row("b.y", 5), Row("d.x", 6)));

        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(_folder["latest.json"]));
        Assert.Equal("second", json.RootElement.GetProperty("host").GetProperty("commit").GetString());
        Assert.Equal(
            [("a.x", 1, "now, first"), ("b.x", 4, "now, second"), ("b.y", 5, "now, second"), ("c.x", 3, "now, first"), ("d.x", 6, "now, second")],
            json.RootElement.GetProperty("rows").EnumerateArray().Select(r => (r.GetProperty("id").GetString()!, r.GetProperty("value").GetDouble(), r.GetProperty("measured").GetString()!)));
    }

    [Fact]
    public void Rows_of_what_was_measured_before_leave_the_later_date_at_the_top()
    {
        ResultFolder.Write(_folder.Location, Report("known", "2026-11-28 01:00 UTC", Row("a.x", 1)));
        ResultFolder.Write(_folder.Location, Report("known", "2026-11-27 23:00 UTC", Row("b.x", 2)));

        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(_folder["latest.json"]));
        Assert.Equal("2026-11-28 01:00 UTC", json.RootElement.GetProperty("host").GetProperty("date").GetString());
        Assert.Equal("2026-11-27 23:00 UTC, known", json.RootElement.GetProperty("rows")[1].GetProperty("measured").GetString());
    }

    [Fact]
    public void The_committed_results_have_the_documented_form()
    {
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(Path.Combine(ResultFolder.Default(), "latest.json")));
        Assert.NotEmpty(json.RootElement.GetProperty("rows").EnumerateArray());
        Assert.All(
            json.RootElement.GetProperty("rows").EnumerateArray(),
            row => Assert.All(DocumentedFields, field => Assert.True(row.TryGetProperty(field, out _), field)));
    }

    [Fact]
    public void The_committed_page_is_that_of_the_committed_figures()
    {
        string folder = ResultFolder.Default();
        Assert.Equal(ResultFolder.PageOf(folder, ResultFolder.Read(folder)!), File.ReadAllText(Path.Combine(folder, ResultFolder.Page)));
    }

    [Fact]
    public void Every_committed_figure_names_the_commit_that_it_is_of() =>
        Assert.All(ResultFolder.Read(ResultFolder.Default())!.Rows, row => Assert.Matches(" UTC, [0-9a-f]{12}$", row.Measured));

    public void Dispose() => _folder.Dispose();

    private static ResultRow Row(string id, double value) => ResultRow.Alone(id, id, "s", new Samples([value]), new Bounds(Better.Lower));

    private static ResultReport Report(string commit, string date, params ResultRow[] rows) =>
        new(HostFacts.Read(TimeProvider.System) with { Commit = commit, Date = date }, Quick: true, rows);

    private JsonDocument Write(params ResultRow[] rows)
    {
        ResultFolder.Write(_folder.Location, new ResultReport(HostFacts.Read(TimeProvider.System), Quick: true, rows));
        Assert.Contains("| Rate | 6 1/s | 5–7 | 3 | limit | 10 1/s | – | 0.6 | 0.5–0.7 | ≥ 0.5 ✓ | ≥ 0.7 ✗ |", File.ReadAllText(_folder["latest.md"]), StringComparison.Ordinal);
        return JsonDocument.Parse(File.ReadAllText(_folder["latest.json"]));
    }
}
