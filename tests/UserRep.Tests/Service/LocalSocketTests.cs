extern alias Silo;

using UserRep.Client;
using UserRep.Tests.EventLog.Sqlite;
using UserRep.Tests.Model;
using UserRep.Tests.Model.Bundles;
using Xunit;
using LocalSocket = Silo::UserRep.Silo.Hosting.LocalSocket;

namespace UserRep.Tests.Service;

/// <summary>gRPC by a Unix socket, beside the port.</summary>
public sealed class LocalSocketTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Socket => Path.Combine(_folder.Path, "grpc.sock");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_carries_what_the_port_does_and_comes_back_with_a_service_that_was_killed()
    {
        await using SiloProcess silo = new("--UserRep:GrpcSocket", Socket);
        await silo.StartAsync();
        using (TempFolder folder = new())
        {
            new BundleMaker().Write(folder["bundle"]);
            await ServedModel.PublishAsync(silo.Rest, folder["bundle"]);
        }

        await using UserRepClient local = silo.Client(o => o.Endpoint = new Uri($"unix://{Socket}"));
        await using UserRepClient far = silo.Client();
        PublishedEvent published = Assert.Single(await local.PublishAsync([new UserEvent { UserId = "ann", Type = "play", ItemId = "item-1" }], Cancellation));
        GetOptions options = new() { MinPosition = published.Position };
        Assert.Equal((await far.GetAsync("ann", options, Cancellation)).Vector.ToArray(), (await local.GetAsync("ann", options, Cancellation)).Vector.ToArray());

        // Whatever the process is told of its files: the user and the group that it runs as, and nobody else.
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(Socket) == (UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite));
        Assert.Equal([Socket], Directory.GetFiles(_folder.Path));

        await silo.KillAsync();
        Assert.True(File.Exists(Socket));
        await silo.StartAsync();
        Assert.Equal(published.Position, (await local.GetAsync("ann", options, Cancellation)).Position);
        Assert.Contains("another process listens", LocalSocket.Mistake(Socket), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_wants_a_key_where_the_port_does()
    {
        const string Key = "a-long-and-secret-key";
        await using SiloProcess silo = new("--UserRep:GrpcSocket", Socket, "--UserRep:ApiKeys:0", Key);
        await silo.StartAsync();
        await using UserRepClient known = silo.Client(o => (o.Endpoint, o.ApiKey) = (new Uri($"unix://{Socket}"), Key));
        Assert.Empty(await known.ListVersionsAsync(Cancellation));

        await using UserRepClient unknown = silo.Client(o => (o.Endpoint, o.MaxRetries) = (new Uri($"unix://{Socket}"), 0));
        UserRepClientException refused = await Assert.ThrowsAnyAsync<UserRepClientException>(() => unknown.ListVersionsAsync(Cancellation));
        Assert.False(refused.IsTransient);
    }

    [Fact]
    public void A_path_at_which_nothing_can_listen_is_a_mistake()
    {
        string file = Path.Combine(_folder.Path, "notes.txt");
        File.WriteAllText(file, "not a socket");

        string empty = Path.Combine(_folder.Path, "empty");
        File.WriteAllText(empty, string.Empty);

        Assert.Null(LocalSocket.Mistake(Socket));
        Assert.StartsWith("where there is something else", LocalSocket.Mistake(empty), StringComparison.Ordinal);
        Assert.StartsWith("where there is something else", LocalSocket.Mistake("/dev/null"), StringComparison.Ordinal);
        Assert.StartsWith("where there is something else", LocalSocket.Mistake(file), StringComparison.Ordinal);
        Assert.StartsWith("where there is something else", LocalSocket.Mistake(_folder.Path), StringComparison.Ordinal);
        Assert.StartsWith("in a folder that there is not", LocalSocket.Mistake(Path.Combine(_folder.Path, "none", "grpc.sock")), StringComparison.Ordinal);
        Assert.Contains("bytes long", LocalSocket.Mistake(Path.Combine(_folder.Path, new string('é', 60))), StringComparison.Ordinal);
        Assert.Equal("not a socket", File.ReadAllText(file));
    }

    [Theory]
    [InlineData("unix:///run/userrep/grpc.sock", true)]
    [InlineData("unix:/run/userrep/grpc.sock", true)]
    [InlineData("unix://run/userrep/grpc.sock", false)]
    [InlineData("unix:///", false)]
    [InlineData("unix:///run/userrep.sock?x=1", false)]
    [InlineData("unix:///run/userrep.sock#1", false)]
    [InlineData("unix:///run/a-name-that-is-longer-than-any-system-takes-for-the-path-of-a-socket/and-longer-and-longer/grpc.sock", false)]
    public void The_client_takes_a_path_and_no_host(string address, bool isGood) =>
        Assert.Equal(isGood, !new UserRepClientOptions { Endpoint = new Uri(address) }.Mistakes().Any(m => m.StartsWith("Endpoint is", StringComparison.Ordinal)));
}
