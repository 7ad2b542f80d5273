using System.Xml.Linq;
using Xunit;

namespace UserRep.Tests.Architecture;

public class PackageTests
{
    private const string Notices = "THIRD-PARTY-NOTICES.md";

    private static readonly string[] Licences = ["MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "PostgreSQL", "MS-PL"];

    // Put together here, so that the test itself does not name what no file may name.
    private static readonly string[] RegistryHosts =
    [
        string.Join('.', "nuget", "org"),
        string.Join('.', "registry", "npmjs", "org"),
        string.Join('.', "npmjs", "com"),
        string.Join('.', "pypi", "org"),
        string.Join('.', "pythonhosted", "org"),
        string.Join('.', "crates", "io"),
        string.Join('.', "proxy", "golang", "org"),
        string.Join('.', "repo1", "maven", "org"),
        string.Join('.', "deb", "debian", "org"),
        string.Join('.', "pkgs", "dev", "azure", "com"),
    ];

    private static readonly string[] Binary = [".png", ".onnx", ".arrow", ".parquet", ".zip", ".db", ".gz"];

    [Fact]
    public void Every_package_is_listed_with_a_licence_that_we_may_use()
    {
        Dictionary<string, string> listed = Repository.Read(Notices).Split('\n')
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Where(cells => cells.Length >= 4)
            .DistinctBy(cells => cells[1])
            .ToDictionary(cells => cells[1], cells => cells[2]);
        foreach (string package in XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props")).Values("PackageVersion", "Include"))
        {
            Assert.True(listed.TryGetValue(package, out string? licence), $"{package} is not listed in {Notices}.");
            Assert.Contains(licence, Licences);
        }
    }

    [Fact]
    public void No_file_names_the_host_of_a_package_registry() => Assert.Empty(
        from file in Repository.Files
        where !Binary.Contains(Path.GetExtension(file))
        let text = File.ReadAllText(file)
        from host in RegistryHosts
        where text.Contains(host, StringComparison.OrdinalIgnoreCase)
        select $"{Repository.FromRoot(file)}: {host}");
}
