using System.Text.RegularExpressions;

namespace UserRep.Tests.Deploy;

/// <summary>The tables of <c>metrics.md</c>.</summary>
internal static partial class MetricsPage
{
    /// <summary>Gets the metrics: name, kind, names of labels, and whether only a cluster has it.</summary>
    public static IReadOnlyList<(string Name, string Kind, string[] Labels, bool IsOfCluster)> Metrics { get; } =
    [
        .. Row().Matches(DeployFiles.Read("metrics.md")).Select(row => (
            row.Groups[1].Value,
            row.Groups[2].Value,
            Labels().Matches(row.Groups[3].Value).Select(l => l.Groups[1].Value).ToArray(),
            row.Groups[4].Value.Contains("in a cluster alone", StringComparison.Ordinal))),
    ];

    /// <summary>Gets the values of labels that the page lists, by metric.</summary>
    public static IEnumerable<(string Metric, string[] Values)> Values { get; } =
    [
        .. Row().Matches(DeployFiles.Read("metrics.md")).Where(row => row.Groups[3].Value.Contains(':', StringComparison.Ordinal))
            .Select(row => (row.Groups[1].Value, Quoted().Matches(row.Groups[3].Value.Split(':')[1]).Select(v => v.Groups[1].Value).ToArray())),
    ];

    [GeneratedRegex(@"^\| `(\w+)` \| (\w+) \| ([^|]*)\| ([^|]*) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    // A name of a label; what follows a colon are its values.
    [GeneratedRegex("(?<!:.*)`([^`]+)`")]
    private static partial Regex Labels();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();
}
