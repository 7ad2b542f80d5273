using System.Diagnostics;
using System.IO.Compression;
using System.Xml.Linq;
using UserRep.Tests.Architecture;
using UserRep.Tests.EventLog.Sqlite;
using Xunit;

namespace UserRep.Tests.Client;

/// <summary>What those get who take the client as a package.</summary>
public sealed class ClientPackageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_has_the_library_with_its_documentation_a_readme_a_licence_and_symbols()
    {
        string version = await PackAsync();

        using ZipArchive package = await ZipFile.OpenReadAsync(Path.Combine(_folder.Path, $"UserRep.Client.{version}.nupkg"), TestContext.Current.CancellationToken);
        Assert.All(["lib/net10.0/UserRep.Client.dll", "lib/net10.0/UserRep.Client.xml", "README.md"], file => Assert.True(package.GetEntry(file)?.Length > 0, $"{file} is not in the package."));
        using (StreamReader readme = new(package.GetEntry("README.md")!.Open()))
        {
            Assert.Equal(Repository.Read("client/README.md"), await readme.ReadToEndAsync(TestContext.Current.CancellationToken));
        }

        XElement metadata = Metadata(package);
        Assert.Equal(("UserRep.Client", "README.md", "Apache-2.0"), (Field("id"), Field("readme"), Field("license")));
        Assert.NotEqual("", Field("description"));
        Assert.DoesNotContain(
            metadata.Descendants().Where(e => e.Name.LocalName == "dependency").Select(e => e.Attribute("id")!.Value), id => id.Contains("Orleans", StringComparison.Ordinal) || id.StartsWith("UserRep", StringComparison.Ordinal));

        using ZipArchive symbols = await ZipFile.OpenReadAsync(Path.Combine(_folder.Path, $"UserRep.Client.{version}.snupkg"), TestContext.Current.CancellationToken);
        Assert.True(symbols.GetEntry("lib/net10.0/UserRep.Client.pdb")?.Length > 0, "There are no symbols.");

        string? Field(string name) => metadata.Elements().Single(e => e.Name.LocalName == name).Value;
    }

    /// <summary>Packs what has been built together with these tests.</summary>
    private async Task<string> PackAsync()
    {
        string configuration = AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Release" : "Debug";
        ProcessStartInfo start = new("dotnet", ["pack", "client", "-c", configuration, "--no-build", "-o", _folder.Path, "-nologo", "-v", "q", "-nodeReuse:false"])
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process pack = Process.Start(start)!;
        Task<string> errors = pack.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string said = await pack.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await pack.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(pack.ExitCode == 0, said + await errors);
        return Path.GetFileNameWithoutExtension(Assert.Single(Directory.GetFiles(_folder.Path, "*.nupkg")))["UserRep.Client.".Length..];
    }

    private static XElement Metadata(ZipArchive package)
    {
        using Stream nuspec = package.GetEntry("UserRep.Client.nuspec")!.Open();
        return XDocument.Load(nuspec).Root!.Elements().Single(e => e.Name.LocalName == "metadata");
    }
}
