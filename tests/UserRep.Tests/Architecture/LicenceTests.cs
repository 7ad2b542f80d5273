using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace UserRep.Tests.Architecture;

/// <summary>The licences of everything that ships with the product, as the packages themselves state them; those that packages bring along, too.</summary>
public sealed partial class LicenceTests
{
    private const string Notices = "THIRD-PARTY-NOTICES.md";
    private const string Heading = "## Brought along";

    private static readonly string[] _products = ["silo", "client", "training"];
    private static readonly string[] _licences = ["MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "PostgreSQL"];

    // These have their licence as a file. It was read.
    private static readonly Dictionary<string, string> _byFile = new()
    {
        ["Microsoft.ML.OnnxRuntime"] = "MIT",
        ["Microsoft.ML.OnnxRuntime.Managed"] = "MIT",
        ["Sylvan.Data.Csv"] = "MIT",
    };

    [Fact]
    public void What_ships_and_is_brought_along_is_listed_with_a_licence_that_we_may_use()
    {
        SortedDictionary<string, string> packages = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, string licence) in _products.SelectMany(Packages))
        {
            packages[name] = licence;
        }

        Assert.NotEmpty(packages);
        Assert.All(packages, package => Assert.True(_licences.Contains(package.Value), $"{package.Key} states the licence {package.Value}."));
        string[] direct = [.. Repository.Read(Notices).Split(Heading)[0].Split('\n').Select(line => line.Split('|', StringSplitOptions.TrimEntries)).Where(cells => cells.Length >= 4).Select(cells => cells[1])];
        string expected = string.Concat(packages.Where(p => !direct.Contains(p.Key)).Select(p => $"| {p.Key} | {p.Value} |\n"));
        Assert.Equal(expected, Repository.Read(Notices).Split("| --- | --- |\n")[^1]);
    }

    private static IEnumerable<(string Name, string Licence)> Packages(string project)
    {
        using JsonDocument assets = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, project, "obj", "project.assets.json")));
        string[] folders = [.. assets.RootElement.GetProperty("packageFolders").EnumerateObject().Select(f => f.Name)];
        foreach (JsonProperty library in assets.RootElement.GetProperty("libraries").EnumerateObject().Where(l => l.Value.GetProperty("type").GetString() == "package").ToArray())
        {
            string path = library.Value.GetProperty("path").GetString()!;
            string name = library.Name.Split('/')[0];
            string nuspec = folders.SelectMany(f => Directory.Exists(Path.Combine(f, path)) ? Directory.GetFiles(Path.Combine(f, path), "*.nuspec") : []).First();
            yield return (name, Stated().Match(File.ReadAllText(nuspec)) is { Success: true } stated ? stated.Groups[1].Value : _byFile.GetValueOrDefault(name, "in a file that nobody has read"));
        }
    }

    [GeneratedRegex("""<license type="expression"[^>]*>([^<]+)</license>""")]
    private static partial Regex Stated();
}
