using System.Net;
using System.Net.Sockets;

namespace UserRep.Grains.Hosting;

/// <summary>The ports at which a silo talks to other silos.</summary>
internal static class SiloPorts
{
    /// <returns>That of the silo and that of its gateway.</returns>
    /// <exception cref="IOException">The silo's address is none of this machine.</exception>
    public static (int Silo, int Gateway) Of(UserRepOptions options) =>
        options.SiloPort == 0 ? (Free(options.SiloHost), Free(options.SiloHost)) : (options.SiloPort, options.SiloPort + 1);

    private static int Free(IPAddress address)
    {
        using TcpListener listener = new(address, 0);
        try
        {
            listener.Start();
        }
        catch (SocketException error)
        {
            throw new IOException($"UserRep:SiloHost is {address}, where this machine cannot listen: {error.Message}. Give an address of its own.", error);
        }

        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
