using UserRep.ClusterTests.Faults.Checks;

namespace UserRep.ClusterTests.Faults;

/// <summary>What is said of a row in the end.</summary>
internal static class Verdicts
{
    public const string Holds = "holds";
    public const string LosesAsItMust = "loses, as it must";
    public const string NotRun = "not run: ";

    private const int MostTold = 5;

    public static string Of(Findings findings, bool isControl) => isControl
        ? findings.Lost > 0 ? LosesAsItMust : "nothing was lost: the check would see nothing"
        : findings.Holds ? Holds : string.Join(" ", [$"BROKEN {findings.Broken.Count} times:", .. findings.Broken.Take(MostTold)]);

    /// <summary>Whether it is as it should be.</summary>
    public static bool IsGood(string verdict) => verdict is Holds or LosesAsItMust || verdict.StartsWith(NotRun, StringComparison.Ordinal);
}
