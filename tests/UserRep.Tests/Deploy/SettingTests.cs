extern alias Silo;

using System.Text.RegularExpressions;
using Silo::UserRep.Silo.Hosting;
using Xunit;

namespace UserRep.Tests.Deploy;

/// <summary>Settings that the files of <c>deploy</c> give or tell of are settings.</summary>
public sealed partial class SettingTests
{
    private static readonly HashSet<string> _settings = [.. SettingList.All.Select(s => s.Key.Split(':')[0])];

    [Fact]
    public void Every_variable_is_one()
    {
        (string File, string Setting)[] given =
        [
            .. from file in DeployFiles.All
               where !file.StartsWith("sql/", StringComparison.Ordinal)
               from setting in DeployFiles.Settings(DeployFiles.Read(file))
               select (file, setting.Split(':')[0]),
        ];
        Assert.All(["Dockerfile", "compose.yaml", "kubernetes/statefulset.yaml"], file => Assert.Contains(given, g => g.File == file));
        Assert.DoesNotContain(given, g => !_settings.Contains(g.Setting));
    }

    [Fact]
    public void Every_one_that_the_text_names_is_one() => Assert.DoesNotContain(
        from file in DeployFiles.All
        where file.EndsWith(".md", StringComparison.Ordinal)
        from match in Named().Matches(DeployFiles.Read(file))
        select (file, match.Groups[1].Value),
        named => !_settings.Contains(named.Value));

    [GeneratedRegex(@"\bUserRep:(\w+)")]
    private static partial Regex Named();
}
