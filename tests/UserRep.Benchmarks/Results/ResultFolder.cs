using System.Text.Json;
using System.Text.Json.Serialization;
using UserRep.Benchmarks.Results.Charts;
using UserRep.Training.Cli;

namespace UserRep.Benchmarks.Results;

/// <summary>Writes <c>latest.md</c>, which links the charts that are there, and <c>latest.json</c>.</summary>
internal static class ResultFolder
{
    /// <summary>The report for people.</summary>
    public const string Page = "latest.md";

    private const string Figures = "latest.json";
    private const string Solution = "UserRep.sln";

    /// <summary>How results are written, to be read by people and programs.</summary>
    public static readonly JsonSerializerOptions JsonForm = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The project's own. What is measured in a hurry goes into a folder of its own in it, beside what is kept.</summary>
    public static string Default(bool isQuick = false)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Solution))) return Path.Combine(folder.FullName, "tests", "UserRep.Benchmarks", "results", isQuick ? "quick" : string.Empty);
        }

        throw new UserErrorException($"No folder above {AppContext.BaseDirectory} holds {Solution}. Give --out.");
    }

    /// <summary>Writes a report. Rows of other figures that are there stay, with when they were measured.</summary>
    public static void Write(string folder, ResultReport report)
    {
        Directory.CreateDirectory(folder);
        report = report with { Rows = [.. report.Rows.Select(row => row.On(report.Host))] };
        if (Read(folder) is { } before)
        {
            report = report.Over(before);
        }

        File.WriteAllText(Path.Combine(folder, Page), PageOf(folder, report));
        File.WriteAllText(Path.Combine(folder, Figures), JsonSerializer.Serialize(report, JsonForm) + "\n");
    }

    /// <summary>The report that is there; null if there is none.</summary>
    public static ResultReport? Read(string folder)
    {
        string figures = Path.Combine(folder, Figures);
        return File.Exists(figures) ? JsonSerializer.Deserialize<ResultReport>(File.ReadAllText(figures), JsonForm) : null;
    }

    /// <summary>The page of a report, which links the charts of the folder.</summary>
    public static string PageOf(string folder, ResultReport report) => MarkdownTable.Write(report, [.. ChartFolder.In(folder)]);
}
