using System.Text.Json;
using System.Text.Json.Serialization;
using UserRep.Benchmarks.Results.Charts;
using UserRep.Training.Cli;

namespace UserRep.Benchmarks.Results;

/// <summary>Writes <c>latest.md</c>, which links the charts that are there, and <c>latest.json</c>.</summary>
internal static class ResultFolder
{
    private const string Solution = "UserRep.sln";

    private static readonly JsonSerializerOptions JsonForm = new(JsonSerializerDefaults.Web)
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
        string latest = Path.Combine(folder, "latest.json");
        if (File.Exists(latest) && JsonSerializer.Deserialize<ResultReport>(File.ReadAllText(latest), JsonForm) is { } before)
        {
            report = report.Over(before);
        }

        File.WriteAllText(Path.Combine(folder, "latest.md"), MarkdownTable.Write(report, [.. ChartFolder.In(folder)]));
        File.WriteAllText(latest, JsonSerializer.Serialize(report, JsonForm) + "\n");
    }
}
