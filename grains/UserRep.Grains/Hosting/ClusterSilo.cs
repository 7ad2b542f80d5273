using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using UserRep.EventLog.Events;
using UserRep.EventLog.Postgres;
using UserRep.EventLog.Snapshots;
using UserRep.Grains.Versions;

namespace UserRep.Grains.Hosting;

/// <summary>One silo of several, which share a PostgreSQL database and find each other by it.</summary>
internal static class ClusterSilo
{
    private const string NpgsqlInvariant = "Npgsql";

    // What is stored under it must be found again whatever the cluster is called.
    private const string ServiceName = "userrep";

    public static async Task AddAsync(IHostApplicationBuilder host, UserRepOptions options, string connectionString, CancellationToken cancellation)
    {
        DatabasePools pools = new(connectionString, options.MaxDatabaseConnections);
        PostgresLogOptions limits = new() { Partitions = options.Partitions };
        IEventLog log = await PostgresEventLog.OpenAsync(pools.Data, limits, cancellation).ConfigureAwait(false);
        ISnapshotStore snapshots = await PostgresSnapshotStore.OpenAsync(pools.Data, limits, cancellation).ConfigureAwait(false);
        await PostgresGrainStates.PrepareAsync(pools.Data, cancellation).ConfigureAwait(false);
        SharedBundleStore bundles = new(await PostgresBundles.OpenAsync(pools.Data, cancellation).ConfigureAwait(false), SiloParts.BundleFolder(options));
        await bundles.TidyAsync(cancellation).ConfigureAwait(false);
        host.Services.AddSingleton<IBundleStore>(bundles);
        host.Services.AddSingleton(await PostgresProtection.OpenAsync(pools.Data, cancellation).ConfigureAwait(false));

        // What the container makes first it closes last.
        host.Services.AddSingleton<IHostedService>(_ => pools);
        host.AddSilo(options, log, snapshots, isAlone: false, silo =>
        {
            (int siloPort, int gatewayPort) = SiloPorts.Of(options);
            silo.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (options.ClusterName, ServiceName));
            silo.ConfigureEndpoints(options.SiloHost, siloPort, gatewayPort);
            silo.UseAdoNetClustering(clustering => (clustering.Invariant, clustering.DataSource) = (NpgsqlInvariant, pools.Membership));
            silo.Configure<ClusterMembershipOptions>(Tune);
            silo.AddGrainStates(GrainsHosting.StorageName, UsePool);

            // Where each silo kept a part of it, the end of one would leave watchers of others without notices.
            silo.AddGrainStates(SiloParts.WatchersName, UsePool);
        });

        void UsePool(AdoNetGrainStorageOptions states) => (states.Invariant, states.DataSource) = (NpgsqlInvariant, pools.Data);
    }

    /// <summary>
    /// For a few silos: one that is gone is declared dead after some 5 s, and one that stands still after 9 to 12. Shorter times would have silos
    /// that are only short of processor time thrown out.
    /// </summary>
    private static void Tune(ClusterMembershipOptions membership)
    {
        (membership.ProbeTimeout, membership.MinProbeTimeout, membership.MaxProbeTimeout) = (TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3));
        membership.NumMissedProbesLimit = 3;

        // A silo whose row was not renewed for 9 s has no say any more: where all were killed at once, whoever comes next declares them dead alone.
        (membership.IAmAliveTablePublishTimeout, membership.NumMissedTableIAmAliveLimit) = (TimeSpan.FromSeconds(3), 3);

        // Whoever was declared dead while standing still reads of it soon.
        membership.TableRefreshTimeout = TimeSpan.FromSeconds(5);

        // It has to find out that the silos before it are dead.
        membership.MaxJoinAttemptTime = TimeSpan.FromMinutes(1);
    }
}
