extern alias Silo;

using System.Globalization;
using System.Text.RegularExpressions;
using k8s;
using k8s.Models;
using Silo::UserRep.Silo.Access;
using Silo::UserRep.Silo.Access.Identities;
using Silo::UserRep.Silo.Hosting;
using Xunit;

namespace UserRep.Tests.Deploy;

/// <summary>The identities that compose and Kubernetes come with, as the service reads them, and how their keys are made.</summary>
public sealed partial class ShippedIdentitiesTests : IDisposable
{
    private readonly ShippedIdentities _shipped = new();

    private static string Example => KubernetesYaml.LoadAllFromString(DeployFiles.Read("kubernetes/secret.example.yaml"), strict: true)
        .OfType<V1Secret>().Single(s => s.Metadata.Name == "userrep").StringData["identities.json"];

    public void Dispose() => _shipped.Dispose();

    [Fact]
    public async Task Of_compose_each_key_is_that_of_its_identity_and_opens_no_more_than_it_is_for()
    {
        await _shipped.MakeAsync();
        IdentityBook book = new(_shipped.Read());
        Assert.Equal(["operators", "prometheus", "readers", "writers"], book.All.Select(i => i.Name).Order());
        Assert.All(book.All, identity => Assert.Same(identity, book.OfKey(KeyHash.Of(_shipped.Key(identity.Name)))));
        Assert.Empty(book.Named("prometheus")!.Scopes);
        Assert.Equal([Scopes.EventsWrite], book.Named("writers")!.Scopes);
        Assert.Equal([Scopes.EmbeddingsRead], book.Named("readers")!.Scopes);
        Assert.Equal([Scopes.VersionsManage, Scopes.UsersErase, Scopes.DashboardView, Scopes.DashboardOperate], book.Named("operators")!.Scopes);
        Assert.All(book.All, identity => Assert.DoesNotContain(_shipped.Key(identity.Name), File.ReadAllText(_shipped.In(ShippedIdentities.FileOfScript)), StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_script_leaves_what_is_there_and_tells_of_a_key_that_nobody_has()
    {
        Assert.Empty(await _shipped.MakeAsync());
        (string identities, string key) = (File.ReadAllText(_shipped.In(ShippedIdentities.FileOfScript)), _shipped.Key("writers"));
        Assert.Empty(await _shipped.MakeAsync());
        Assert.Equal((identities, key), (File.ReadAllText(_shipped.In(ShippedIdentities.FileOfScript)), _shipped.Key("writers")));

        File.Delete(_shipped.In("secrets/writers_key"));
        string said = await _shipped.MakeAsync();
        Assert.Contains($"does not have {KeyHash.Of(_shipped.Key("writers"))}", Assert.Single(said.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.DoesNotContain(_shipped.Key("writers"), said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_but_their_owner_comes_to_the_secrets_and_in_a_container_everybody_reads_the_identities()
    {
        await _shipped.MakeAsync();
        Assert.Equal("700", await ModeAsync("secrets"));
        Assert.Equal("755", await ModeAsync("secrets/identities"));
        Assert.Equal("644", await ModeAsync(ShippedIdentities.FileOfScript));
    }

    [Fact]
    public async Task Those_of_Kubernetes_are_the_same_and_as_they_stand_let_nobody_in()
    {
        await _shipped.MakeAsync();
        Assert.Equal(_shipped.Read().Select(Said), ShippedIdentities.Read(Example).Select(Said));
        Assert.All(ShippedIdentities.Read(Example), identity => Assert.Matches("^sha256:0{63}[1-9]$", Assert.Single(identity.Keys).ToString()));
    }

    [Fact]
    public async Task A_key_that_is_made_as_the_page_says_is_known_by_its_hash_in_the_example()
    {
        string page = DeployFiles.Read("access.md").Split("\n### A key and its hash\n")[1];
        string[] lines = (await ShippedIdentities.RunAsync("-c", page.Split("```sh\n")[1].Split("```")[0])).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        string text = Example.Replace("sha256:" + new string('0', 63) + "1", lines[1], StringComparison.Ordinal);
        Assert.Equal("prometheus", new IdentityBook(ShippedIdentities.Read(text)).OfKey(KeyHash.Of(lines[0]))?.Name);

        string file = _shipped.In("key");
        await File.WriteAllTextAsync(file, $"{lines[0]}\n", TestContext.Current.CancellationToken);
        string ofFile = OfFile().Match(page).Groups[1].Value.Replace("FILE", file, StringComparison.Ordinal);
        Assert.Equal(lines[1], (await ShippedIdentities.RunAsync("-c", ofFile)).Trim());
    }

    [Fact]
    public async Task Whoever_has_no_number_of_requests_has_that_of_the_settings_and_the_page_has_all_of_them()
    {
        await _shipped.MakeAsync();
        string compose = DeployFiles.Documents("compose.yaml").Single().At("services", "silo1", "environment", "UserRep__RequestsPerSecond").ToString();
        V1StatefulSet silos = KubernetesYaml.Deserialize<V1StatefulSet>(DeployFiles.Read("kubernetes/statefulset.yaml"), strict: true);
        string kubernetes = silos.Spec.Template.Spec.Containers.Single().Env.Single(e => e.Name == "UserRep__RequestsPerSecond").Value;
        Assert.Equal(compose, kubernetes);
        int perSecond = int.Parse(compose, CultureInfo.InvariantCulture);
        Assert.True(perSecond > new SiloOptions().RequestsPerSecond && new SiloOptions().RequestsPerSecond == 0);

        string page = DeployFiles.Read("access.md");
        Assert.All(_shipped.Read(), identity => Assert.Matches($@"(?m)^\| `{identity.Name}` \| .*\| {identity.RequestsPerSecond ?? perSecond}\b", page));
    }

    /// <summary>All of an identity but its keys.</summary>
    private static (string Name, string Scopes, string? Consumer, int? Requests, long? Bytes) Said(Identity identity) =>
        (identity.Name, string.Join(' ', identity.Scopes), identity.Consumer, identity.RequestsPerSecond, identity.MaxBodyBytes);

    private async Task<string> ModeAsync(string name) => (await ShippedIdentities.RunAsync("-c", $"stat --format=%a '{_shipped.In(name)}'")).Trim();

    [GeneratedRegex("`(printf 'sha256.*?)`:")]
    private static partial Regex OfFile();
}
