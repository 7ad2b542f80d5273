using System.Globalization;
using System.Net.Sockets;
using UserRep.Testing;
using Xunit;

namespace UserRep.Tests.Service;

/// <summary>Where the service as a process listens, whatever ASP.NET would take an address from.</summary>
public sealed class ListeningTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("--Kestrel:Endpoints:Other:Url", "http://0.0.0.0:1", "Kestrel:Endpoints:Other")]
    [InlineData("--UserRep:SnapshotEvents", "none", "UserRep:SnapshotEvents")]
    public async Task It_does_not_start_with_a_mistake_and_names_it(string setting, string value, string key)
    {
        await using SiloProcess silo = new(setting, value);

        InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(silo.StartAsync);

        Assert.Contains(key, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ports_that_ASP_NET_would_add_or_take_away_make_no_difference()
    {
        int other = LoopbackPort.Free();
        await using SiloProcess silo = new("--PreferHostingUrls", "true", "--Http_Ports", other.ToString(CultureInfo.InvariantCulture), "--Https_Ports", other.ToString(CultureInfo.InvariantCulture));

        await silo.StartAsync();

        using TcpClient client = new();
        await client.ConnectAsync(silo.Grpc.Host, silo.Grpc.Port, Cancellation);
        using TcpClient stranger = new();
        await Assert.ThrowsAsync<SocketException>(() => stranger.ConnectAsync("127.0.0.1", other, Cancellation).AsTask());
    }
}
