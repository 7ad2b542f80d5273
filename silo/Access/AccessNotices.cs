using System.Net;
using UserRep.Silo.Hosting;

namespace UserRep.Silo.Access;

/// <summary>Says at the start what is open, so that nobody finds out otherwise.</summary>
internal sealed partial class AccessNotices(SiloOptions options, ILogger<AccessNotices> logger)
{
    public void Tell()
    {
        if (options.IsOpen)
        {
            Open(logger);
        }

        // An embedded silo has them on loopback, whatever the settings say of others.
        IPAddress siloHost = options.Grains.PostgreSql is null ? IPAddress.Loopback : options.Grains.SiloHost;
        if (IPAddress.IsLoopback(siloHost))
        {
            SiloPortsOnLoopback(logger, siloHost);
        }
        else
        {
            SiloPorts(logger, siloHost);
        }
    }

    [LoggerMessage(2203, LogLevel.Information, "Open to everybody on this machine: there are no UserRep:ApiKeys, no UserRep:ApiKeysFile, no UserRep:IdentitiesFile and no UserRep:Jwt.")]
    private static partial void Open(ILogger logger);

    [LoggerMessage(2204, LogLevel.Warning, "The ports for other silos, at {SiloHost}, take whoever reaches them for a silo. The network has to keep everybody else away, as deploy/kubernetes/networkpolicy.yaml does.")]
    private static partial void SiloPorts(ILogger logger, IPAddress siloHost);

    [LoggerMessage(2205, LogLevel.Information, "The ports for other silos, that of the silo and that of its gateway, are on loopback, at {SiloHost}: nobody on another machine reaches them; whoever does on this machine is taken for a silo.")]
    private static partial void SiloPortsOnLoopback(ILogger logger, IPAddress siloHost);
}
