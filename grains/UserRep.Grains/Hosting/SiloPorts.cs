using System.Net;
using System.Net.Sockets;

namespace UserRep.Grains.Hosting;

/// <summary>The ports at which a silo talks to other silos.</summary>
internal static class SiloPorts
{
    /// <returns>That of the silo and that of its gateway.</returns>
    /// <exception cref="IOException">The silo's address is none of this machine.</exception>
    public static (int Silo, int Gateway) Of(UserRepOptions options) =>
        options.SiloPort == 0 ? Free(options.SiloHost) : (options.SiloPort, options.SiloPort + 1);

    private static (int Silo, int Gateway) Free(IPAddress address)
    {
        // Both at once, so that the one is not the other.
        using TcpListener silo = new(address, 0);
        using TcpListener gateway = new(address, 0);
        return (PortOf(silo), PortOf(gateway));
    }

    private static int PortOf(TcpListener listener)
    {
        try
        {
            listener.Start();
        }
        catch (SocketException error)
        {
            throw new IOException($"UserRep:SiloHost is {((IPEndPoint)listener.LocalEndpoint).Address}, where this machine cannot listen: {error.Message}. Give an address of its own.", error);
        }

        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
