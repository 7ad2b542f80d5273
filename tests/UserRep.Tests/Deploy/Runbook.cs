using System.Text.RegularExpressions;

namespace UserRep.Tests.Deploy;

/// <summary>The commands of <c>runbook.md</c>.</summary>
internal static partial class Runbook
{
    /// <summary>The commands that stand in blocks of their own under a heading, in their order, block by block.</summary>
    public static IReadOnlyList<string> Blocks(string heading)
    {
        string[] section = Heading().Split(DeployFiles.Read("runbook.md").Split($"\n## {heading}\n")[1]);
        return [.. Block().Matches(section[0]).Select(m => string.Join('\n', m.Groups[1].Value.Split('\n').Select(line => line.Trim())).Trim())];
    }

    [GeneratedRegex("^#", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("```\\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
