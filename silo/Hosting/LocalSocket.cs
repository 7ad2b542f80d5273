using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace UserRep.Silo.Hosting;

/// <summary>
/// A Unix socket where gRPC is spoken to callers on this machine, open to the user and the group alone that the service runs as.
/// </summary>
internal static class LocalSocket
{
    // What the systems take, without an end and without what is added while it is made.
    private const int LongestPath = 90;

    /// <returns>What is wrong with a path and what to give, or null.</returns>
    public static string? Mistake(string path)
    {
        FileInfo file = new(path);
        if (Encoding.UTF8.GetByteCount(file.FullName) is > LongestPath and int bytes)
        {
            return $"{bytes} bytes long with its folders. Give a path of at most {LongestPath}.";
        }

        if (file.Directory is not { Exists: true })
        {
            return "in a folder that there is not. Make the folder, or give another path.";
        }

        return Directory.Exists(path) || (file.Exists && !IsSocket(path))
            ? "where there is something else already. Give a path at which there is nothing."
            : IsFree(path) ? null : "where another process listens. Give another path, or end that process.";
    }

    public static void Listen(KestrelServerOptions kestrel, string path) => kestrel.ListenUnixSocket(Path.GetFullPath(path), listen => listen.Protocols = HttpProtocols.Http2);

    /// <summary>Makes the socket of an address. Of a Unix socket nobody sees the file before it is settled who may write to it.</summary>
    /// <exception cref="SettingsException">It cannot be made.</exception>
    public static Socket Bind(EndPoint address)
    {
        if (address is not UnixDomainSocketEndPoint local)
        {
            return SocketTransportOptions.CreateDefaultBoundListenSocket(address);
        }

        string path = local.ToString();
        string made = $"{path}.{Environment.ProcessId}";
        Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Bind(new UnixDomainSocketEndPoint(made));
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(made, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite);
            }

            // In the place of what a service before this one has left there.
            File.Move(made, path, overwrite: true);
            return socket;
        }
        catch (Exception error) when (error is SocketException or IOException or UnauthorizedAccessException)
        {
            socket.Dispose();
            throw new SettingsException([$"UserRep:GrpcSocket is \"{path}\", where no socket can be made: {error.Message} Give a path in a folder that the service may write to."]);
        }
    }

    /// <summary>Whether a file is a socket, which cannot be opened as other files can.</summary>
    private static bool IsSocket(string path)
    {
        try
        {
            File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite).Dispose();
            return false;
        }
        catch (IOException)
        {
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool IsFree(string path)
    {
        using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { Blocking = false };
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(path));
            return false;
        }
        catch (SocketException error)
        {
            return error.SocketErrorCode == SocketError.ConnectionRefused || !File.Exists(path);
        }
    }
}
