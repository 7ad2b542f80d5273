using Microsoft.Extensions.Hosting;
using UserRep.EventLog.Events;

namespace UserRep.Grains.Hosting;

/// <summary>How a host takes in the grains.</summary>
public static class GrainsHosting
{
    internal const string StorageName = "userrep";
    internal const string EventsName = "events";
    internal const string NoticesName = "notices";

    /// <summary>Runs a silo in this process: alone, with everything durable in one folder, or as one of a cluster where the options name a database.</summary>
    /// <param name="host">The host to configure.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>When the folder or the database is open and the host configured.</returns>
    /// <exception cref="EventLogException">The folder or the database cannot be used; the message says why.</exception>
    public static Task AddUserRepSiloAsync(this IHostApplicationBuilder host, UserRepOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(options);
        return options.PostgreSql is { } connectionString
            ? ClusterSilo.AddAsync(host, options, connectionString, cancellation)
            : EmbeddedSilo.AddAsync(host, options, cancellation);
    }
}
