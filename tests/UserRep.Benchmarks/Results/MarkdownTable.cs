using System.Globalization;
using System.Text;

namespace UserRep.Benchmarks.Results;

/// <summary>The report for people.</summary>
internal static class MarkdownTable
{
    private const string None = "–";
    private const string Missed = "✗";

    /// <param name="report">The report.</param>
    /// <param name="charts">Paths of its charts, from where the table is.</param>
    public static string Write(ResultReport report, params IReadOnlyList<string> charts)
    {
        HostFacts host = report.Host;
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"# Benchmarks{(report.Quick ? ", quick" : "")}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"{host.Measured}. {host.Processor}, {host.Cores} cores, {host.MemoryGb} GB. ");
        text.Append(CultureInfo.InvariantCulture, $"{host.OperatingSystem}, {host.Runtime}, ONNX Runtime {host.OnnxRuntime}{(host.Engines is { } engines ? $", {engines}" : string.Empty)}.\n\n");
        text.Append("Medians over repeats; rival or limit measured in the same run, in turn where both can be; the ratio is the median over pairs of value / rival, or of medians where they were not measured in turn.");
        text.Append(report.Rows.Any(row => IsOfAnother(row, host)) ? " Rows that another processor measured name it in the last column.\n\n" : "\n\n");
        text.Append(report.Rows.Any(row => row.FloorOrValue is not null) ? "A floor with a value beside it is met by that too: it is what three in four of the rival's own repeats come to.\n\n" : string.Empty);
        text.Append(CultureInfo.InvariantCulture, $"Summary: {MetBounds.Of(report.Rows)}. A row that misses its floor is marked with {Missed}.\n\n");
        if (charts.Count > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"Charts: {string.Join(", ", charts.Select(chart => $"[{Path.GetFileNameWithoutExtension(chart)}]({chart})"))}.\n\n");
        }

        text.AppendJoin('\n', report.Rows.GroupBy(row => row.Question).Select(rows => Question(rows.Key, rows, host)));
        return text.ToString();
    }

    private static string Question(string question, IEnumerable<ResultRow> rows, HostFacts host) =>
        $"""
        ## `{question}`

        | figure | value | min–max | repeats | rival or limit | its value | its min–max | ratio | its min–max | floor | goal | measured |
        | --- | ---: | ---: | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |
        {string.Concat(rows.Select(row => Line(row, host)))}
        """.ReplaceLineEndings("\n");

    private static string Line(ResultRow row, HostFacts host) => $"| {string.Join(" | ",
    [
        row.FloorMet ? row.Name : $"{Missed} **{row.Name}**", $"{NumberText.Of(row.Value)} {row.Unit}", Range(row.Low, row.High), $"{row.Repeats}",
        row.Rival ?? None, row.RivalValue is { } rival ? $"{NumberText.Of(rival)} {row.Unit}" : None, Range(row.RivalLow, row.RivalHigh), row.Ratio is { } ratio ? NumberText.Of(ratio) : None, Range(row.RatioLow, row.RatioHigh),
        Bound(row.Better, row.Floor, row.FloorMet, row.FloorOrValue is { } value ? $" or {NumberText.Of(value)} {row.Unit}" : string.Empty), Bound(row.Better, row.Goal, row.GoalMet), Measured(row, host),
    ])} |\n";

    private static string Range(double? low, double? high) => (low, high) is ({ } least, { } greatest) && least < greatest ? $"{NumberText.Of(least)}–{NumberText.Of(greatest)}" : None;

    private static string Measured(ResultRow row, HostFacts host) =>
        row.Measured is null ? None : IsOfAnother(row, host) ? $"{row.Measured}, {row.Processor}" : row.Measured;

    private static bool IsOfAnother(ResultRow row, HostFacts host) => row.Processor is { } processor && processor != host.Processor;

    private static string Bound(Better better, double? bound, bool met, string or = "") =>
        bound is { } b ? $"{(better == Better.Higher ? '≥' : '≤')} {NumberText.Of(b)}{or} {(met ? "✓" : "✗")}" : None;
}
