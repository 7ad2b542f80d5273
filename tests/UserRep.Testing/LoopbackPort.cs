using System.Net;
using System.Net.Sockets;

namespace UserRep.Testing;

/// <summary>Ports of loopback that nobody listens on. None is given out twice: whoever was given one may not have begun to listen.</summary>
public static class LoopbackPort
{
    private static readonly HashSet<int> _given = [];

    public static int Free() => FreeRow(1);

    /// <returns>The first of several in a row.</returns>
    public static int FreeRow(int count)
    {
        lock (_given)
        {
            int first;
            do
            {
                first = Any();
            }
            while (!Enumerable.Range(first, count).All(port => port <= IPEndPoint.MaxPort && !_given.Contains(port) && IsFree(port)));
            _given.UnionWith(Enumerable.Range(first, count));
            return first;
        }
    }

    private static int Any()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static bool IsFree(int port)
    {
        using TcpListener listener = new(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
