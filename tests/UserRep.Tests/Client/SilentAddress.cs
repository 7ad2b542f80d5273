using System.Net;
using System.Net.Sockets;

namespace UserRep.Tests.Client;

/// <summary>An address where nothing answers, as of a process that stands still or a host that drops packets.</summary>
internal sealed class SilentAddress : IDisposable
{
    private const int MostConnections = 3;

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Socket[] _filling;

    private SilentAddress(int room, int connections)
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(room);
        _filling = [.. Enumerable.Range(0, connections).Select(_ => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))];
    }

    public Uri Address => new($"http://{_listener.LocalEndPoint}");

    /// <summary>The kernel takes connections, and nobody reads what they carry.</summary>
    public static SilentAddress Frozen() => new(room: 100, connections: 0);

    /// <summary>No connection comes about: the kernel drops what asks for one, since there is no room for it.</summary>
    public static async Task<SilentAddress> UnreachableAsync()
    {
        SilentAddress address = new(room: 0, MostConnections);
        await Task.WhenAny(address._filling.Select(socket => socket.ConnectAsync(address._listener.LocalEndPoint!)));
        return address;
    }

    public void Dispose()
    {
        Array.ForEach(_filling, socket => socket.Dispose());
        _listener.Dispose();
    }
}
