using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Serialization;
using Orleans.Storage;
using Orleans.Streams;
using UserRep.EventLog.Events;
using UserRep.EventLog.Snapshots;
using UserRep.EventLog.Sqlite;
using UserRep.Grains.Backfills;
using UserRep.Grains.Embeddings;
using UserRep.Grains.Encoding;
using UserRep.Grains.Intake;
using UserRep.Grains.Partitions;
using UserRep.Grains.Reading;
using UserRep.Grains.Snapshots;
using UserRep.Grains.Status;
using UserRep.Grains.Users;
using UserRep.Grains.Versions;
using UserRep.Grains.Versions.Consumers;
using UserRep.Grains.Versions.Lifecycle;
using UserRep.Grains.Versions.Rollouts;
using UserRep.Grains.Versions.Rollouts.ConsumerMetrics;
using UserRep.Grains.Versions.Rollouts.Measures;
using UserRep.Grains.Versions.Routing;
using UserRep.Grains.Versions.Switches;
using UserRep.Grains.Watching;

namespace UserRep.Grains.Hosting;

/// <summary>How a host takes in the grains.</summary>
public static class GrainsHosting
{
    internal const string StorageName = "userrep";
    internal const string EventsName = "events";
    internal const string NoticesName = "notices";

    private const string ClusterName = "userrep";

    // Every queue is looked into at every interval, so more of them cost without anything happening.
    private const int EventQueues = 4;

    // The provider's name for Microsoft.Data.Sqlite.
    private const string SqliteInvariant = "System.Data.SQLite";

    /// <summary>Runs the grains in this process alone: one silo on loopback, and everything durable in one folder.</summary>
    /// <param name="host">The host to configure.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>When the folder is open and the host configured.</returns>
    /// <exception cref="EventLogException">The folder cannot be used; the message says why.</exception>
    public static async Task AddUserRepSiloAsync(this IHostApplicationBuilder host, UserRepOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(options);
        SqliteLogOptions files = new() { Folder = options.DataDirectory, Partitions = options.Partitions };
        IEventLog log = await SqliteEventLog.OpenAsync(files, cancellation).ConfigureAwait(false);
        (ISnapshotStore snapshots, string? damaged) = await SqliteSnapshotFile.OpenAsync(files, log, cancellation).ConfigureAwait(false);
        string grainStates = await SqliteGrainStates.PrepareAsync(options.DataDirectory, cancellation).ConfigureAwait(false);

        // What is hosted first is stopped last: users who leave as the silo stops hand their snapshots in.
        AddHosted<SnapshotWriter>(host.Services);
        host.UseOrleans(silo =>
        {
            AddCluster(silo, options);
            silo.AddAdoNetGrainStorage(StorageName, storage => storage.Configure<Serializer>((provider, serializer) =>
            {
                (provider.Invariant, provider.ConnectionString) = (SqliteInvariant, grainStates);

                // By number, not by name: JSON would store the names of types, which must then never change.
                provider.GrainStorageSerializer = new OrleansGrainStorageSerializer(serializer);
            }));
            AddStreams(silo, options);
        });
        AddServices(host.Services, options, log, snapshots);
        if (damaged is not null)
        {
            host.Services.AddHostedService(provider => ActivatorUtilities.CreateInstance<DamagedSnapshotsNotice>(provider, damaged));
        }
    }

    private static void AddCluster(ISiloBuilder silo, UserRepOptions options)
    {
        int siloPort = options.SiloPort == 0 ? FreePort() : options.SiloPort;
        int gatewayPort = options.SiloPort == 0 ? FreePort() : options.SiloPort + 1;
        silo.UseLocalhostClustering(siloPort, gatewayPort, serviceId: ClusterName, clusterId: ClusterName);

        // Where everybody is here there is nothing to remember of others, and it would be some 200 bytes a user.
        silo.Configure<GrainDirectoryOptions>(directory => directory.CachingStrategy = GrainDirectoryOptions.CachingStrategyType.None);
        silo.Configure<GrainCollectionOptions>(collection => collection.CollectionAge = options.UserIdle);
    }

    private static void AddStreams(ISiloBuilder silo, UserRepOptions options)
    {
        silo.AddMemoryStreams(EventsName, streams =>
        {
            streams.ConfigureStreamPubSub(StreamPubSubType.ImplicitOnly);
            streams.ConfigurePartitioning(EventQueues);
            streams.ConfigurePullingAgent(agent => agent.Configure(o => o.GetQueueMsgsTimerPeriod = options.StreamPolling));
        });
        silo.AddMemoryStreams(NoticesName, streams =>
        {
            streams.ConfigureStreamPubSub(StreamPubSubType.ExplicitGrainBasedOnly);
            streams.ConfigurePartitioning(1);
            streams.ConfigurePullingAgent(agent => agent.Configure(o => o.GetQueueMsgsTimerPeriod = options.StreamPolling * 2));
        });

        // Who watches what is of no use after a restart.
        silo.AddMemoryGrainStorage("PubSubStore");
    }

    private static void AddServices(IServiceCollection services, UserRepOptions options, IEventLog log, ISnapshotStore snapshots)
    {
        // Made by factories, so that the container closes them, in the reverse order of their making.
        services.AddSingleton(_ => log);
        services.AddSingleton(_ => snapshots);
        services.AddSingleton(log.Partitions);
        services.AddSingleton(options.Intake).AddSingleton(options.Reading).AddSingleton(options.Encoding).AddSingleton(options.Pump).AddSingleton(options.Snapshots).AddSingleton(options.Versions).AddSingleton(options.Backfill);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<EmbeddingTable>();
        services.AddSingleton<EncoderPlaces>();
        services.AddSingleton<EncodeMeters>();
        services.AddSingleton(_ => new BundleStore(Path.Combine(options.DataDirectory, "models")));
        services.AddSingleton<VersionHost>();
        services.AddSingleton<ReadCounters>();
        services.AddSingleton<ConsumerReader>();
        services.AddSingleton<CatalogSync>();
        services.AddSingleton<VersionWarmer>();
        services.AddSingleton<HistoryReader>();

        // In the embedded mode there is no silo but this. One board for each life of the catalogue.
        services.AddSingleton(provider => new PlanLease(provider.GetRequiredService<TimeProvider>(), isAlone: true));
        services.AddTransient(provider => new SiloBoard(provider.GetRequiredService<TimeProvider>(), isAlone: true));
        services.AddSingleton<UserLoader>();
        services.AddSingleton<UserRuntime>();
        services.AddSingleton<PointInTimeReader>();
        services.AddSingleton(provider => new PartitionWatermarks(log.Partitions.Partitions, provider.GetRequiredService<TimeProvider>()));
        AddHosted<ChangeNotifier>(services);
        AddHosted<WakeUpCaller>(services);
        AddHosted<VersionFollower>(services);
        AddHosted<PartitionKeeper>(services);
        services.AddSingleton<BackfillBuilder>();
        AddHosted<BackfillKeeper>(services);
        AddHosted<RolloutKeeper>(services);
        services.AddSingleton<IEventIntake, EventIntake>();
        services.AddSingleton<IEmbeddingReader, EmbeddingReader>();
        services.AddSingleton<IUserDirectory, UserDirectory>();
        services.AddSingleton<IVersionRegistry, VersionRegistry>();
        services.AddSingleton<IConsumerRegistry, ConsumerRegistry>();
        services.AddSingleton<ISwitches, Switcher>();
        services.AddSingleton<IBackfills, BackfillControl>();
        services.AddSingleton<IVersionReports, LocalReports>();
        services.AddSingleton<ConsumerMetricsReader>();
        services.AddSingleton<RolloutLooks>();
        services.AddSingleton<IConsumerMetrics>(provider => provider.GetRequiredService<ConsumerMetricsReader>());
        services.AddSingleton<IRollouts, RolloutGrains>();
        services.AddSingleton<IVectorChanges, VectorChanges>();
        services.AddSingleton<IServiceStatus, StatusReader>();
        services.AddHealthChecks().AddCheck<ServiceHealth>("service", tags: ["ready"]);
    }

    private static void AddHosted<T>(IServiceCollection services)
        where T : class, IHostedService
    {
        services.AddSingleton<T>();
        services.AddHostedService(provider => provider.GetRequiredService<T>());
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
