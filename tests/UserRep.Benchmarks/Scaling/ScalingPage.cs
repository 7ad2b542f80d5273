using UserRep.Benchmarks.Results;
using UserRep.Training.Cli;

namespace UserRep.Benchmarks.Scaling;

/// <summary>The page for operators, of which a part is written by this program.</summary>
internal static class ScalingPage
{
    private const string Begin = "<!-- From here on written by: dotnet run -c Release --project tests/UserRep.Benchmarks -- scaling --project -->\n";
    private const string End = "<!-- Until here. -->\n";

    public static string Default() => Path.GetFullPath(Path.Combine(ResultFolder.Default(), "..", "..", "..", "deploy", "scaling.md"));

    /// <summary>The part that is written by this program.</summary>
    public static string Read(string path)
    {
        (string _, string own, string _) = Split(path);
        return own;
    }

    /// <summary>Puts another text in its place.</summary>
    public static void Write(string path, string text)
    {
        (string before, string _, string after) = Split(path);
        File.WriteAllText(path, $"{before}{Begin}{text}{End}{after}");
    }

    private static (string Before, string Own, string After) Split(string path)
    {
        string all = File.ReadAllText(path);
        int begin = all.IndexOf(Begin, StringComparison.Ordinal);
        int end = all.IndexOf(End, StringComparison.Ordinal);
        return begin >= 0 && end >= begin + Begin.Length
            ? (all[..begin], all[(begin + Begin.Length)..end], all[(end + End.Length)..])
            : throw new UserErrorException($"{path} has no line \"{Begin.Trim()}\" with \"{End.Trim()}\" after it.");
    }
}
