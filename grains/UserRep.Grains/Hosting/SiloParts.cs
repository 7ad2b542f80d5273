using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Dashboard;
using Orleans.Serialization;
using Orleans.Storage;
using Orleans.Streams;
using UserRep.EventLog.Events;
using UserRep.EventLog.Snapshots;
using UserRep.Grains.Backfills;
using UserRep.Grains.Embeddings;
using UserRep.Grains.Encoding;
using UserRep.Grains.Erasures;
using UserRep.Grains.Heap;
using UserRep.Grains.Insights;
using UserRep.Grains.Intake;
using UserRep.Grains.Metrics;
using UserRep.Grains.Parity;
using UserRep.Grains.Partitions;
using UserRep.Grains.Placement;
using UserRep.Grains.Reading;
using UserRep.Grains.Silos;
using UserRep.Grains.Snapshots;
using UserRep.Grains.Status;
using UserRep.Grains.Streams;
using UserRep.Grains.Tracing;
using UserRep.Grains.Users;
using UserRep.Grains.Versions;
using UserRep.Grains.Versions.Comparisons;
using UserRep.Grains.Versions.Consumers;
using UserRep.Grains.Versions.Lifecycle;
using UserRep.Grains.Versions.Reports;
using UserRep.Grains.Versions.Retirements;
using UserRep.Grains.Versions.Rollouts;
using UserRep.Grains.Versions.Rollouts.ConsumerMetrics;
using UserRep.Grains.Versions.Rollouts.Measures;
using UserRep.Grains.Versions.Routing;
using UserRep.Grains.Versions.Switches;
using UserRep.Grains.Vitals;
using UserRep.Grains.Watching;

namespace UserRep.Grains.Hosting;

/// <summary>What every silo is made of, alone or in a cluster.</summary>
internal static class SiloParts
{
    // The name under which Orleans looks for where to keep who watches what.
    public const string WatchersName = "PubSubStore";

    /// <param name="host">The host to configure.</param>
    /// <param name="options">How.</param>
    /// <param name="log">The log.</param>
    /// <param name="snapshots">The snapshots.</param>
    /// <param name="isAlone">Whether there can be no other silo.</param>
    /// <param name="join">Has the silo find the others, and a place for what grains store.</param>
    public static void AddSilo(
        this IHostApplicationBuilder host, UserRepOptions options, IEventLog log, ISnapshotStore snapshots, bool isAlone, Action<ISiloBuilder> join)
    {
        // What is hosted first is stopped last: users who leave as the silo stops hand their snapshots in.
        AddHosted<SnapshotWriter>(host.Services);
        host.UseOrleans(silo =>
        {
            join(silo);
            silo.Configure<GrainCollectionOptions>(collection => Bound(collection, options));
            silo.AddGrainService<SiloService>();
            silo.AddPlacementDirector<PartitionPlacement, PartitionPlacementDirector>();
            AddStreams(silo, log.Partitions.Partitions);
            if (options.OrleansDashboard)
            {
                // Its trace is the silo's log, live, for whoever looks.
                silo.AddDashboard(dashboard => dashboard.HideTrace = true);
            }
        });
        AddServices(host.Services, options, log, snapshots, isAlone);
    }

    /// <summary>The folder of the bundles that this silo maps into memory.</summary>
    public static string BundleFolder(UserRepOptions options) => Path.Combine(options.DataDirectory, "models");

    /// <summary>Has grains that keep something under a name keep it in a database.</summary>
    public static void AddGrainStates(this ISiloBuilder silo, string name, Action<AdoNetGrainStorageOptions> where) =>
        silo.AddAdoNetGrainStorage(name, storage => storage.Configure<Serializer>((provider, serializer) =>
        {
            where(provider);

            // By number, not by name: JSON would store the names of types, which must then never change.
            provider.GrainStorageSerializer = new OrleansGrainStorageSerializer(serializer);
        }));

    /// <summary>Users leave memory when nobody hears of them, and before that when there is no room for all.</summary>
    private static void Bound(GrainCollectionOptions collection, UserRepOptions options)
    {
        collection.CollectionAge = options.UserIdle;
        collection.EnableActivationSheddingOnMemoryPressure = true;
        collection.MemoryUsageLimitPercentage = options.Memory.LimitPercent;
        collection.MemoryUsageTargetPercentage = MemoryOptions.TargetShare * options.Memory.LimitPercent;
        collection.MemoryUsagePollingPeriod = options.Memory.Polling;
    }

    private static void AddStreams(ISiloBuilder silo, int partitions)
    {
        // A queue for each partition, so that one that is busy holds up no other.
        silo.AddSiloStreams(GrainsHosting.EventsName, StreamPubSubType.ImplicitOnly, partitions, stream => int.Parse(stream.GetKeyAsString(), CultureInfo.InvariantCulture));

        silo.AddPatientStreams(GrainsHosting.NoticesName);
    }

    private static void AddServices(IServiceCollection services, UserRepOptions options, IEventLog log, ISnapshotStore snapshots, bool isAlone)
    {
        // Made by factories, so that the container closes them, in the reverse order of their making.
        services.AddSingleton(_ => log);
        services.AddSingleton(_ => snapshots);
        services.AddSingleton(log.Partitions);
        services.AddSingleton(options.Intake).AddSingleton(options.Reading).AddSingleton(options.Encoding).AddSingleton(options.Pump).AddSingleton(options.Snapshots).AddSingleton(options.Versions).AddSingleton(options.Backfill).AddSingleton(options.Loading).AddSingleton(options.Parity).AddSingleton(options.Memory);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<ServiceMeter>();
        services.AddSingleton<ReadMeter>();
        services.AddSingleton<EmbeddingTable>();
        services.AddSingleton<EncoderPlaces>();
        services.AddSingleton<EncodeMeters>();
        services.AddSingleton<VersionHost>();
        services.AddSingleton<IPlanSource>(parts => parts.GetRequiredService<VersionHost>());
        services.AddSingleton<ReadCounters>();
        services.AddSingleton<ConsumerReader>();
        services.AddSingleton<CatalogSync>();
        services.AddSingleton<VersionWarmer>();
        services.AddSingleton<HistoryReader>();
        services.AddSingleton<SiloWarming>();
        services.AddSingleton<PartitionOwners>();
        services.AddSingleton<PlacementMeter>();
        services.AddSingleton<AllSilos>();
        services.AddSingleton<IOtherSilos>(provider => provider.GetRequiredService<AllSilos>());
        services.AddSingleton<SiloReads>();
        services.AddSingleton<IHeap, RuntimeHeap>();
        services.AddSingleton<MemoryRoom>();
        services.AddSingleton<IUserPresence, ClusterPresence>();
        services.AddSingleton<LocalReads>();
        services.AddSingleton<ClusterWarming>();
        services.AddSingleton<ClusterServing>();

        // One board for each life of the catalogue.
        services.AddSingleton(provider => new PlanLease(provider.GetRequiredService<TimeProvider>(), isAlone));
        services.AddSingleton(provider => new StandstillGuard(provider.GetRequiredService<TimeProvider>(), isAlone));
        services.AddTransient(provider => new SiloBoard(provider.GetRequiredService<TimeProvider>(), isAlone, provider.GetRequiredService<AllSilos>().IsGone));
        services.AddTransient(provider => new CatalogHold(
            provider.GetRequiredService<TimeProvider>(), isAlone, () => Math.Max(1, provider.GetRequiredService<PartitionOwners>().Silos)));
        services.AddSingleton<UserGrains>();
        services.AddSingleton<UserReads>();
        services.AddSingleton<IUserReads>(provider => provider.GetRequiredService<UserReads>());
        services.AddSingleton<DamagedEvents>();
        services.AddSingleton<UserLoader>();
        services.AddSingleton<ForgottenUsers>();
        services.AddSingleton<LocalErasures>();
        services.AddSingleton<Eraser>();
        services.AddSingleton<ParitySamples>();
        services.AddSingleton<VectorTraces>();
        services.AddSingleton<ParityChecker>();
        services.AddSingleton<ParityBook>();
        services.AddSingleton<UserRuntime>();
        services.AddSingleton<PointInTimeReader>();
        services.AddSingleton(provider => new PartitionWatermarks(log.Partitions.Partitions, provider.GetRequiredService<TimeProvider>()));
        AddHosted<ChangeNotifier>(services);
        AddHosted<WakeUpCaller>(services);
        AddHosted<VersionFollower>(services);
        AddHosted<PartitionKeeper>(services);
        AddHosted<UserMover>(services);
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, VersionPreload>();
        if (!isAlone)
        {
            AddHosted<StandstillWatch>(services);
        }

        services.AddSingleton<BackfillBuilder>();
        AddHosted<BackfillKeeper>(services);
        AddHosted<RolloutKeeper>(services);
        AddHosted<ServiceGauges>(services);
        services.AddSingleton<IEventIntake, EventIntake>();
        services.AddSingleton<IEmbeddingReader, EmbeddingReader>();
        services.AddSingleton<IUserDirectory, UserDirectory>();
        services.AddSingleton<IVersionRegistry, VersionRegistry>();
        services.AddSingleton<IConsumerRegistry, ConsumerRegistry>();
        services.AddSingleton<IRetirements, RetirementList>();
        services.AddSingleton<ISwitches, Switcher>();
        services.AddSingleton<IBackfills, BackfillControl>();
        services.AddSingleton<LocalReports>();
        services.AddSingleton<IVersionReports, ClusterReports>();
        services.AddSingleton<IVersionComparisons, VersionComparisons>();
        services.AddSingleton<ConsumerMetricsReader>();
        services.AddSingleton<RolloutLooks>();
        services.AddSingleton<IConsumerMetrics>(provider => provider.GetRequiredService<ConsumerMetricsReader>());
        services.AddSingleton<IRollouts, RolloutGrains>();
        services.AddSingleton<IVectorChanges, VectorChanges>();
        services.AddSingleton<IServiceStatus, StatusReader>();
        AddHosted<VitalsRecorder>(services);
        AddHosted<ParitySentinel>(services);
        services.AddSingleton<LocalVitals>();
        services.AddSingleton<IClusterVitals, VitalsReader>();
        services.AddSingleton<LocalSample>();
        services.AddSingleton<IUserInsights, UserInsights>();
        services.AddSingleton<IModelReports, ModelReports>();

        // One for all who ask: it remembers.
        services.AddSingleton<ServiceHealth>();
        services.AddHealthChecks().AddCheck<ServiceHealth>("service", tags: ["ready"]);
    }

    private static void AddHosted<T>(IServiceCollection services)
        where T : class, IHostedService
    {
        services.AddSingleton<T>();
        services.AddHostedService(provider => provider.GetRequiredService<T>());
    }
}
