using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace UserRep.Silo.Hosting;

/// <summary>A Unix socket where gRPC is spoken to callers on this machine: cheaper than by TCP, and open to those alone who may write to its file.</summary>
internal static class LocalSocket
{
    // What the systems take, an end included.
    private const int LongestPath = 103;

    /// <returns>What is wrong with a path and what to give, or null.</returns>
    public static string? Mistake(string path)
    {
        FileInfo file = new(path);
        if (Encoding.UTF8.GetByteCount(file.FullName) > LongestPath)
        {
            return $"{Encoding.UTF8.GetByteCount(file.FullName)} bytes long with its folders. Give a path of at most {LongestPath}.";
        }

        if (file.Directory is not { Exists: true })
        {
            return "in a folder that there is not. Make the folder, or give another path.";
        }

        if (Directory.Exists(path) || (file.Exists && file.Length > 0))
        {
            return "where there is something else already. Give a path at which there is nothing.";
        }

        return IsInUse(path) ? "where another process listens. Give another path, or end that process." : null;
    }

    public static void Listen(KestrelServerOptions kestrel, string path)
    {
        // What a process that was killed has left behind.
        File.Delete(path);
        kestrel.ListenUnixSocket(Path.GetFullPath(path), listen => listen.Protocols = HttpProtocols.Http2);
    }

    private static bool IsInUse(string path)
    {
        using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(path));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
