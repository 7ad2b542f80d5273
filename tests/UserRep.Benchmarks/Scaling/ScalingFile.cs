using System.Text.Json;
using UserRep.Benchmarks.Results;
using UserRep.Training.Cli;

namespace UserRep.Benchmarks.Scaling;

/// <summary>The file of the measured costs, from which everything else is computed.</summary>
internal static class ScalingFile
{
    public const string Name = "scaling.json";

    /// <exception cref="UserErrorException">It is not there, or is not one.</exception>
    public static ScalingReport Read(string folder)
    {
        string path = Path.Combine(folder, Name);
        if (!File.Exists(path))
        {
            throw new UserErrorException($"{path} is not there. Measure first: scaling, without --project.");
        }

        try
        {
            return JsonSerializer.Deserialize<ScalingReport>(File.ReadAllText(path), ResultFolder.JsonForm) ?? throw new UserErrorException($"{path} is empty.");
        }
        catch (JsonException error)
        {
            throw new UserErrorException($"{path} cannot be read: {error.Message}");
        }
    }

    public static void Write(string folder, ScalingReport report)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, Name), JsonSerializer.Serialize(report, ResultFolder.JsonForm) + "\n");
    }
}
