using System.Xml.Linq;
using Xunit;

namespace UserRep.Tests.Architecture;

public class ProjectReferenceTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["UserRep.Model"] = [],
        ["UserRep.EventLog"] = ["UserRep.Model"],
        ["UserRep.Grains"] = ["UserRep.Model", "UserRep.EventLog"],
        ["UserRep.Silo"] = ["UserRep.Grains"],
        ["UserRep.Training"] = ["UserRep.Model", "UserRep.EventLog", "UserRep.Client"],
        ["UserRep.Client"] = [],
        ["UserRep.Client.Sample"] = ["UserRep.Client"],
    };

    private static readonly string[] WithoutOrleans = ["UserRep.Model", "UserRep.EventLog", "UserRep.Client"];

    public static TheoryData<string> Projects => [.. Repository.Projects.Keys];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_what_the_design_allows(string path)
    {
        if (path.StartsWith("tests/", StringComparison.Ordinal))
        {
            return;
        }

        string name = NameOf(path);
        Assert.True(Allowed.TryGetValue(name, out string[]? allowed), $"{path} is not in the design; say what it may reference.");
        Assert.Empty(Repository.Projects[path].Values("ProjectReference", "Include").Select(NameOf).Except(allowed));
    }

    [Fact]
    public void The_pure_projects_and_the_client_know_no_Orleans() =>
        Assert.Empty(
            from project in Repository.Projects
            where WithoutOrleans.Contains(NameOf(project.Key))
            from package in project.Value.Values("PackageReference", "Include")
            where package.Contains("Orleans", StringComparison.OrdinalIgnoreCase)
            select $"{project.Key} -> {package}");

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        string solution = Repository.Read("UserRep.sln").Replace('\\', '/');
        Assert.All(Repository.Projects.Keys, path => Assert.Contains($"\"{path}\"", solution, StringComparison.Ordinal));
    }

    [Fact]
    public void Package_versions_stand_in_one_file()
    {
        IEnumerable<XElement> references = Repository.Files
            .Where(f => f.EndsWith(".csproj", StringComparison.Ordinal) || f.EndsWith(".props", StringComparison.Ordinal) || f.EndsWith(".targets", StringComparison.Ordinal))
            .Where(f => Repository.FromRoot(f) != "Directory.Packages.props")
            .SelectMany(f => XDocument.Load(f).Descendants())
            .Where(e => e.Name.LocalName is "PackageReference" or "PackageVersion" or "GlobalPackageReference");
        Assert.DoesNotContain(
            references,
            e => e.Name.LocalName != "PackageReference" || e.Attribute("Version") is not null || e.Attribute("VersionOverride") is not null || e.HasElements);
    }

    private static string NameOf(string path) => Path.GetFileNameWithoutExtension(path.Replace('\\', '/'));
}
