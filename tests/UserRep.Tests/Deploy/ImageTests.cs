using System.Text.RegularExpressions;
using System.Xml.Linq;
using UserRep.Tests.Architecture;
using Xunit;

namespace UserRep.Tests.Deploy;

/// <summary>What can be said of the image without building it.</summary>
public sealed partial class ImageTests
{
    private static readonly Dockerfile _image = DeployFiles.Image;

    [Fact]
    public void It_is_made_from_images_of_a_full_version() => Assert.All(_image.Images, image => Assert.Matches(Pinned(), image));

    [Fact]
    public void It_is_built_by_the_SDK_of_the_repository()
    {
        string sdk = Assert.Single(_image.Images, image => image.Contains("/sdk:", StringComparison.Ordinal));
        Assert.Contains("\"version\": \"10.0.", Repository.Read("global.json"), StringComparison.Ordinal);
        Assert.Contains(":10.0.", sdk, StringComparison.Ordinal);
    }

    [Fact]
    public void It_runs_as_a_user_by_number_who_is_not_root() => Assert.Matches("^[1-9][0-9]*:[1-9][0-9]*$", _image.User);

    [Fact]
    public void What_it_is_built_from_is_there_and_is_not_left_out_of_the_context()
    {
        string[] ignore = [.. Repository.Read(".dockerignore").Split('\n').Where(line => line.StartsWith('!')).Select(line => line[1..])];
        Assert.All(_image.Sources, source => Assert.True(Path.Exists(Path.Combine(Repository.Root, source)), source));
        Assert.Equal(_image.Sources.Order(), ignore.Order());
    }

    [Fact]
    public void It_builds_every_project_that_the_service_references()
    {
        Queue<string> projects = new(["silo/UserRep.Silo.csproj"]);
        while (projects.TryDequeue(out string? project))
        {
            XDocument file = Repository.Projects[project];
            string folder = Path.GetDirectoryName(project)!;
            IEnumerable<string> needed = file.Values("ProjectReference", "Include").Concat(file.Values("Protobuf", "ProtoRoot")).Concat(file.Values("EmbeddedResource", "Include"));
            string[] paths = [.. needed.Select(path => Path.GetRelativePath(Repository.Root, Path.Combine(Repository.Root, folder, path)))];
            Assert.All(paths, path => Assert.Contains(_image.Sources, source => path == source || path.StartsWith($"{source}/", StringComparison.Ordinal)));
            foreach (string reference in paths.Where(path => path.EndsWith(".csproj", StringComparison.Ordinal)))
            {
                projects.Enqueue(reference);
            }
        }
    }

    [Fact]
    public void It_exposes_the_ports_that_it_listens_at()
    {
        IReadOnlyDictionary<string, string> environment = _image.Environment;
        int silo = int.Parse(environment["UserRep__SiloPort"], null);
        Assert.Equal([new Uri(environment["ASPNETCORE_URLS"].Replace('+', 'x')).Port, int.Parse(environment["UserRep__GrpcPort"], null), silo, silo + 1], _image.Ports);
    }

    [Fact]
    public void It_writes_to_a_volume_and_has_no_secret()
    {
        Assert.Equal([_image.Environment["UserRep__DataDirectory"]], _image.Volumes);
        Assert.DoesNotContain(_image.Environment.Keys, key => Secret().IsMatch(key));
        Assert.Equal("0", _image.Environment["DOTNET_EnableDiagnostics"]);
    }

    [Fact]
    public void It_starts_the_service_and_asks_it_in_the_same_way() => Assert.Equal([.. _image.EntryPoint, "--check-ready"], _image.HealthCheck);

    // PostgreSQL's versions have two parts.
    [GeneratedRegex(@"^((postgres:\d+\.\d+|[^:@]+:v?\d+\.\d+\.\d+)(-[a-z0-9-]+)?|[^:@]+@sha256:[0-9a-f]{64})$")]
    internal static partial Regex Pinned();

    [GeneratedRegex("Key|Secret|Password|PostgreSql$", RegexOptions.IgnoreCase)]
    private static partial Regex Secret();
}
