using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using UserRep.EventLog.Events;
using UserRep.EventLog.Snapshots;
using UserRep.EventLog.Sqlite;
using UserRep.Grains.Snapshots;
using UserRep.Grains.Versions;

namespace UserRep.Grains.Hosting;

/// <summary>One silo on loopback, and everything durable in one folder.</summary>
internal static class EmbeddedSilo
{
    // The provider's name for Microsoft.Data.Sqlite.
    private const string SqliteInvariant = "System.Data.SQLite";

    private const string ClusterName = "userrep";

    public static async Task AddAsync(IHostApplicationBuilder host, UserRepOptions options, CancellationToken cancellation)
    {
        SqliteLogOptions files = new() { Folder = options.DataDirectory, Partitions = options.Partitions };
        IEventLog log = await SqliteEventLog.OpenAsync(files, cancellation).ConfigureAwait(false);
        (ISnapshotStore snapshots, string? damaged) = await SqliteSnapshotFile.OpenAsync(files, log, cancellation).ConfigureAwait(false);
        string grainStates = await SqliteGrainStates.PrepareAsync(options.DataDirectory, cancellation).ConfigureAwait(false);
        host.Services.AddSingleton<IBundleStore>(_ => new BundleStore(SiloParts.BundleFolder(options)));
        host.AddSilo(options, log, snapshots, isAlone: true, silo =>
        {
            (int siloPort, int gatewayPort) = SiloPorts.Of(options);
            silo.UseLocalhostClustering(siloPort, gatewayPort, serviceId: ClusterName, clusterId: ClusterName);

            // Where everybody is here there is nothing to remember of others, and it would be some 200 bytes a user.
            silo.Configure<GrainDirectoryOptions>(directory => directory.CachingStrategy = GrainDirectoryOptions.CachingStrategyType.None);
            silo.AddGrainStates(GrainsHosting.StorageName, states => (states.Invariant, states.ConnectionString) = (SqliteInvariant, grainStates));

            // Who watches what is of no use after a restart.
            silo.AddMemoryGrainStorage(SiloParts.WatchersName);
        });
        if (damaged is not null)
        {
            host.Services.AddHostedService(provider => ActivatorUtilities.CreateInstance<DamagedSnapshotsNotice>(provider, damaged));
        }
    }
}
