using System.Net.Sockets;

namespace UserRep.Client;

/// <summary>Addresses such as <c>unix:///run/userrep.sock</c>: a service on this machine that listens at a Unix socket.</summary>
internal static class LocalSocket
{
    public const string Scheme = "unix";

    // What the systems take.
    public const int LongestPath = 104;

    // It is in no name service; HTTP wants a host to be named.
    private static readonly Uri _host = new("http://localhost");

    public static bool Is(Uri address) => address.Scheme == Scheme;

    /// <summary>What is named in the requests.</summary>
    public static Uri Host(Uri address) => Is(address) ? _host : address;

    public static async ValueTask<Stream> ConnectAsync(string path, CancellationToken cancellation)
    {
        Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
