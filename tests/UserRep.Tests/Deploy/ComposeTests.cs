using Xunit;
using YamlDotNet.RepresentationModel;

namespace UserRep.Tests.Deploy;

/// <summary>What can be said of <c>compose.yaml</c> without starting it.</summary>
public sealed class ComposeTests
{
    private static readonly YamlNode _compose = DeployFiles.Documents("compose.yaml").Single();
    private static readonly Dictionary<string, YamlNode> _services = _compose["services"].Pairs().ToDictionary();

    private static IEnumerable<YamlNode> Silos => _services.Where(s => s.Key.StartsWith("silo", StringComparison.Ordinal)).Select(s => s.Value);

    [Fact]
    public void Every_image_is_of_a_full_version() => Assert.All(_services.Values, service => Assert.Matches(ImageTests.Pinned(), Text(service["image"])));

    [Fact]
    public void Nothing_is_written_but_to_volumes_and_memory_and_everything_has_bounds() => Assert.All(_services.Values, service =>
    {
        Assert.Equal("true", Text(service["read_only"]));
        Assert.Contains("/tmp", service["tmpfs"].Texts());
        Assert.All(["cpus", "memory"], limit => Assert.NotEmpty(Text(service.At("deploy", "resources", "limits", limit))));
    });

    [Fact]
    public void Whoever_is_waited_for_says_when_it_is_ready() => Assert.All(
        from service in _services.Values
        where service.Has("depends_on")
        from needed in service["depends_on"].Pairs()
        select needed,
        needed =>
        {
            Assert.Equal("service_healthy", Text(needed.Value["condition"]));
            Assert.True(needed.Key.StartsWith("silo", StringComparison.Ordinal) || _services[needed.Key].Has("healthcheck"), "A silo's check is its image's.");
        });

    [Fact]
    public void Every_secret_is_a_file_that_the_script_makes_and_is_in_no_variable()
    {
        string[] used = [.. _services.Values.Where(s => s.Has("secrets")).SelectMany(s => s["secrets"].Texts()).Distinct().Order()];
        Dictionary<string, YamlNode> declared = _compose["secrets"].Pairs().ToDictionary();
        Assert.Equal(used, declared.Keys.Order());
        Assert.All(declared, secret =>
        {
            Assert.Equal($"./secrets/{secret.Key}", Text(secret.Value["file"]));
            Assert.Contains($"put {secret.Key} ", DeployFiles.Read("make-secrets.sh"), StringComparison.Ordinal);
        });
        IEnumerable<string> values = _services.Values.Where(s => s.Has("environment")).SelectMany(s => s["environment"].Pairs()).Select(v => Text(v.Value));
        Assert.All(values.Where(v => v.StartsWith("/run/secrets/", StringComparison.Ordinal)), v => Assert.Contains(Path.GetFileName(v), used));
        Assert.DoesNotContain(values, v => v.Contains("Password=", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Silos_are_three_and_reach_each_other_where_they_say()
    {
        string[] addresses = [.. Silos.Select(silo => Text(silo.At("environment", "UserRep__SiloHost")))];
        Assert.Equal(3, addresses.Distinct().Count());
        Assert.Equal(addresses, Silos.Select(silo => Text(silo.At("networks", "silos", "ipv4_address"))));
        Assert.Equal("true", Text(_compose.At("networks", "silos", "internal")));
        Assert.DoesNotContain(_services.Where(s => s.Key is "prometheus" or "grafana"), s => s.Value["networks"].Texts().Contains("silos"));
    }

    [Fact]
    public void Published_are_the_ports_of_callers_and_on_loopback_alone()
    {
        Assert.All(Silos, silo => Assert.Equal(DeployFiles.Image.Ports.Take(2).Select(port => $"{port}"), silo["ports"].Texts().Select(p => p.Split(':')[2])));
        Assert.All(_services.Values.Where(s => s.Has("ports")).SelectMany(s => s["ports"].Texts()), port => Assert.StartsWith("127.0.0.1:", port, StringComparison.Ordinal));
    }

    [Fact]
    public void Each_silo_sees_the_folder_of_the_identities_and_may_not_write_there() => Assert.All(Silos, silo =>
    {
        string[] mount = Assert.Single(silo["volumes"].Texts(), v => v.StartsWith("./secrets/", StringComparison.Ordinal)).Split(':');
        Assert.Equal("ro", mount[2]);
        Assert.Equal($"{mount[1]}/{Path.GetFileName(ShippedIdentities.FileOfScript)}", Text(silo.At("environment", "UserRep__IdentitiesFile")));
        Assert.Equal($"./{Path.GetDirectoryName(ShippedIdentities.FileOfScript)}", mount[0]);
    });

    [Fact]
    public void Each_silo_has_a_folder_of_its_own_where_the_image_keeps_data()
    {
        string[] volumes = [.. Silos.Select(silo => Assert.Single(silo["volumes"].Texts(), v => !v.StartsWith('.')))];
        Assert.Equal(3, volumes.Select(v => v.Split(':')[0]).Distinct().Count());
        Assert.All(volumes, v => Assert.Equal(DeployFiles.Image.Environment["UserRep__DataDirectory"], v.Split(':')[1]));
    }

    private static string Text(YamlNode node) => ((YamlScalarNode)node).Value!;
}
