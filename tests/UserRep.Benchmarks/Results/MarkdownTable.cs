using System.Globalization;
using System.Text;

namespace UserRep.Benchmarks.Results;

/// <summary>The report for people.</summary>
internal static class MarkdownTable
{
    private const string None = "–";

    public static string Write(ResultReport report)
    {
        HostFacts host = report.Host;
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"# Benchmarks{(report.Quick ? ", quick" : "")}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"{host.Measured}. {host.Processor}, {host.Cores} cores, {host.MemoryGb} GB. ");
        text.Append(CultureInfo.InvariantCulture, $"{host.OperatingSystem}, {host.Runtime}, ONNX Runtime {host.OnnxRuntime}.\n\n");
        text.Append("Medians over repeats; rival or limit measured in turn; the ratio is the median over pairs of value / rival.\n\n");
        text.Append("| figure | value | min–max | repeats | rival or limit | its value | ratio | floor | goal | measured |\n");
        text.Append("| --- | ---: | ---: | ---: | --- | ---: | ---: | ---: | ---: | --- |\n");
        foreach (ResultRow row in report.Rows) text.Append(Line(row));
        return text.ToString();
    }

    private static string Line(ResultRow row) => $"| {string.Join(" | ",
    [
        row.Name, $"{Number(row.Value)} {row.Unit}", $"{Number(row.Low)}–{Number(row.High)}", $"{row.Repeats}",
        row.Rival ?? None, row.RivalValue is { } rival ? $"{Number(rival)} {row.Unit}" : None, row.Ratio is { } ratio ? Number(ratio) : None,
        Bound(row.Better, row.Floor, row.FloorMet), Bound(row.Better, row.Goal, row.GoalMet), row.Measured ?? None,
    ])} |\n";

    private static string Bound(Better better, double? bound, bool met) =>
        bound is { } b ? $"{(better == Better.Higher ? '≥' : '≤')} {Number(b)} {(met ? "✓" : "✗")}" : None;

    private static string Number(double number) => Math.Abs(number) switch
    {
        0 => "0",
        >= 1000 => number.ToString("N0", CultureInfo.InvariantCulture),
        >= 100 => number.ToString("0", CultureInfo.InvariantCulture),
        >= 10 => number.ToString("0.#", CultureInfo.InvariantCulture),
        _ => number.ToString("0.###", CultureInfo.InvariantCulture),
    };
}
