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

    [Fact]
    public async Task Who_does_not_come_to_the_point_is_hung_up_on()
    {
        await using SiloProcess silo = new();
        await silo.StartAsync();
        using TcpClient client = new();
        await client.ConnectAsync(silo.Rest.BaseAddress!.Host, silo.Rest.BaseAddress.Port, Cancellation);
        NetworkStream stream = client.GetStream();

        await stream.WriteAsync("GET /v1/status HTTP/1.1\r\nHost: here\r\nX-More"u8.ToArray(), Cancellation);

        byte[] answer = new byte[1_024];
        Assert.StartsWith("HTTP/1.1 408", System.Text.Encoding.ASCII.GetString(answer, 0, await stream.ReadAsync(answer, Cancellation)), StringComparison.Ordinal);
    }
}
