using System.ComponentModel;
using System.Net;
using System.Net.Sockets;
using UserRep.Benchmarks.Scaling.Measured;
using UserRep.Testing;
using Xunit;

namespace UserRep.Tests.Benchmarks.Scaling.Measured;

public sealed class ConnectionsTests
{
    private const int Sent = 50_000;
    private const int Answered = 7_000;

    [Fact]
    public async Task Bytes_of_both_ways_are_counted_once_and_not_forgotten()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        Connections connections = new();
        using (TcpClient client = new())
        {
            await client.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
            using TcpClient server = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
            await client.GetStream().WriteAsync(new byte[Sent], TestContext.Current.CancellationToken);
            await server.GetStream().ReadExactlyAsync(new byte[Sent], TestContext.Current.CancellationToken);
            await server.GetStream().WriteAsync(new byte[Answered], TestContext.Current.CancellationToken);
            await client.GetStream().ReadExactlyAsync(new byte[Answered], TestContext.Current.CancellationToken);
            await LookAsync(connections);
            Assert.Equal(Sent + Answered, connections.Of([port]));
        }

        await LookAsync(connections);
        Assert.Equal(Sent + Answered, connections.Of([port]));
        Assert.Equal(0, connections.Of([port + 1]));
    }

    private static async Task LookAsync(Connections connections)
    {
        try
        {
            await connections.LookAsync(TestContext.Current.CancellationToken);
        }
        catch (Win32Exception)
        {
            Requirement.Missing("ss is not installed (on Debian: apt-get install iproute2).");
        }
    }
}
