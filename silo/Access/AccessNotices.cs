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

        if (options.Grains.PostgreSql is not null && !IPAddress.IsLoopback(options.Grains.SiloHost))
        {
            SiloPorts(logger, options.Grains.SiloHost);
        }
    }

    [LoggerMessage(2203, LogLevel.Information, "Open to everybody on this machine: there are no UserRep:ApiKeys, no UserRep:ApiKeysFile, no UserRep:IdentitiesFile and no UserRep:Jwt.")]
    private static partial void Open(ILogger logger);

    [LoggerMessage(2204, LogLevel.Warning, "The ports for other silos, at {SiloHost}, take whoever reaches them for a silo. The network has to keep everybody else away, as deploy/kubernetes/networkpolicy.yaml does.")]
    private static partial void SiloPorts(ILogger logger, IPAddress siloHost);
}
