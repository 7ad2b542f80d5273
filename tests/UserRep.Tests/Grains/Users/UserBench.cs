using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Microsoft.Extensions.Logging.Abstractions;
using UserRep.EventLog.Events;
using UserRep.EventLog.Snapshots;
using UserRep.Grains.Embeddings;
using UserRep.Grains.Encoding;
using UserRep.Grains.Erasures;
using UserRep.Grains.Metrics;
using UserRep.Grains.Parity;
using UserRep.Grains.Partitions;
using UserRep.Grains.Placement;
using UserRep.Grains.Snapshots;
using UserRep.Grains.Tracing;
using UserRep.Grains.Users;
using UserRep.Grains.Versions;
using UserRep.Grains.Versions.Routing;
using UserRep.Grains.Watching;
using UserRep.Tests.EventLog.Sqlite;

namespace UserRep.Tests.Grains.Users;

/// <summary>Live users without a silo: a version that is really served, and as many activations of a user as a test wants.</summary>
internal sealed class UserBench : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ServiceMeter _meter = new();
    private readonly VersionHost _host;
    private readonly DirectEncoder _encoder;
    private UserLoader? _loader;
    private PlacementMeter? _placed;

    /// <param name="bundle">The version that is current.</param>
    /// <param name="others">Others that are served beside it.</param>
    public UserBench(string bundle, params string[] others)
    {
        IGrainFactory grains = DispatchProxy.Create<IGrainFactory, GrainFactory>();
        BundleStore store = new(_folder.Path);
        _host = new VersionHost(store, grains, new EmbeddingTable(), new ReadCounters(), new EncodeMeters(_meter, TimeProvider.System), new EncoderPoolOptions(), TimeProvider.System, NullLogger<VersionHost>.Instance);
        ((GrainFactory)(object)grains).Encoder = _encoder = new DirectEncoder(() => Version);
        VersionSummary[] versions =
        [
            store.Import(bundle, _ => null, TimeProvider.System.GetUtcNow()) with { State = VersionState.Current },
            .. others.Select(other => store.Import(other, _ => null, TimeProvider.System.GetUtcNow()) with { State = VersionState.Shadow }),
        ];
        _host.FollowAsync(new CatalogState { Revision = 1, Versions = [.. versions] }, tryAgain: false, CancellationToken.None).GetAwaiter().GetResult();
    }

    public ServedVersion Version => _host.Plan.Current!;

    /// <summary>Gets the table of the silo of the activation that was made last.</summary>
    public EmbeddingTable Table { get; private set; } = new();

    /// <summary>Gets the states that the activation made last took from what was carried to it, and from the stores.</summary>
    public (long Carried, long Loaded) States => (_placed!.States, _loader!.Loads);

    /// <summary>Gets who was erased elsewhere, as the activation that was made last is told.</summary>
    public ForgottenUsers Forgotten { get; private set; } = new();

    /// <summary>Gets what was last asked of the encoder.</summary>
    public Task Encoding => _encoder.Last;

    /// <summary>Has the encoder wait for something before it answers.</summary>
    public void Hold(Task until) => _encoder.Held = until;

    /// <summary>One more activation of a user, as on a silo of its own.</summary>
    public (LiveUser User, SnapshotWriter Snapshots) Activate(
        string userId, IEventLog log, ISnapshotStore store, int snapshotEvents = 3, CarriedUser? carried = null, TimeProvider? time = null)
    {
        SnapshotOptions options = new() { Events = snapshotEvents };
        SnapshotWriter writer = new(store, _host, options, _meter, TimeProvider.System, NullLogger<SnapshotWriter>.Instance);
        UserRuntime runtime = new(
            log,
            _loader = Loader(log, store),
            _host,
            Table = new EmbeddingTable(),
            new EncoderPlaces(new EncoderPoolOptions { MaxWaiting = 2 }),
            writer,
            options,
            Forgotten = new ForgottenUsers(),
            new ChangeNotifier(null!, TimeProvider.System, NullLogger<ChangeNotifier>.Instance),
            new ParitySamples(),
            new VectorTraces(TimeProvider.System),
            null!,
            _placed = new PlacementMeter(),
            _meter,
            time ?? TimeProvider.System,
            NullLogger<UserGrain>.Instance);
        return (new LiveUser(userId, runtime, carried), writer);
    }

    public static UserLoader Loader(IEventLog log, ISnapshotStore store, LoadingOptions? options = null) =>
        new(log, store, new UserReads(log, store, options ?? new LoadingOptions()), new DamagedEvents(NullLogger<DamagedEvents>.Instance), NullLogger<UserLoader>.Instance);

    /// <summary>Runs something as a grain runs: one step at a time, whoever waits.</summary>
    public static async Task<T> AsGrainAsync<T>(Func<Task<T>> run) =>
        await await Task.Factory.StartNew(run, CancellationToken.None, TaskCreationOptions.None, new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler);

    public void Dispose()
    {
        _host.Dispose();
        _meter.Dispose();
        _folder.Dispose();
    }

    /// <summary>Knows the encoder and no other grain.</summary>
    [SuppressMessage("Performance", "CA1852", Justification = "A proxy is derived from it.")]
    internal class GrainFactory : DispatchProxy
    {
        public IEncoderGrain? Encoder { get; set; }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => Encoder;
    }

    private sealed class DirectEncoder(Func<ServedVersion> version) : IEncoderGrain
    {
        public Task Held { get; set; } = Task.CompletedTask;

        public Task Last { get; private set; } = Task.CompletedTask;

        public Task<EncodeAnswer[]> EncodeAsync(EncodeRequest[] requests)
        {
            Task<EncodeAnswer[]> encoding = EncodeWhenLetAsync(requests);
            Last = encoding;
            return encoding;
        }

        private async Task<EncodeAnswer[]> EncodeWhenLetAsync(EncodeRequest[] requests)
        {
            await Held;
            return await version().Batcher.EncodeAsync(requests);
        }
    }
}
