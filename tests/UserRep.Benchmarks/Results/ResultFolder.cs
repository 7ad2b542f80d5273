using System.Text.Json;
using System.Text.Json.Serialization;
using UserRep.Training.Cli;

namespace UserRep.Benchmarks.Results;

/// <summary>Writes <c>latest.md</c> and <c>latest.json</c>.</summary>
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

    public static string Default()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Solution))) return Path.Combine(folder.FullName, "tests", "UserRep.Benchmarks", "results");
        }

        throw new UserErrorException($"No folder above {AppContext.BaseDirectory} holds {Solution}. Give --out.");
    }

    public static void Write(string folder, ResultReport report)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "latest.md"), MarkdownTable.Write(report));
        File.WriteAllText(Path.Combine(folder, "latest.json"), JsonSerializer.Serialize(report, JsonForm) + "\n");
    }
}
