using Microsoft.Extensions.Logging.Abstractions;
using UserRep.EventLog.Events;
using UserRep.Grains.Embeddings;
using UserRep.Grains.Encoding;
using UserRep.Grains.Erasures;
using UserRep.Grains.Errors;
using UserRep.Grains.Parity;
using UserRep.Grains.Reading;
using UserRep.Grains.Snapshots;
using UserRep.Grains.Tracing;
using UserRep.Grains.Users;
using UserRep.Grains.Versions;
using UserRep.Grains.Versions.Routing;
using UserRep.Grains.Watching;
using UserRep.Tests.Simulation.Scheduling;
using UserRep.Tests.Simulation.Storage;
using UserRep.Tests.Simulation.Versions;

namespace UserRep.Tests.Simulation.Cluster;

/// <summary>One life of a silo: when its machine ends, all of this is gone.</summary>
internal sealed class SimulatedSilo
{
    private const long MaxAgeMs = 24 * 3_600_000;

    private readonly SimulationWorld _world;
    private readonly SiloLoops _loops;

    // What others erase while an erasure is under way here is theirs.
    private readonly Dictionary<string, long> _erasedThrough = new(StringComparer.Ordinal);
    private int _membersThen;

    public SimulatedSilo(SimulationWorld world, int number, int life)
    {
        _world = world;
        (Number, Life, Name) = (number, life, $"s{number}.{life}");
        Main = new Turns(world.Scheduler, Machine, Name);
        Log = new SimulatedLog(Name, world.Engine, world.Connect()) { HasErased = user => _erasedThrough[user] = world.History.ErasedThrough(user) };
        Store = new SimulatedSnapshots(world.Snapshots, world.Connect());
        Plans = new SiloPlan(Table, model => new SimulatedEncoder(model, world.Faults), world.Time);
        Lease = new PlanLease(world.Time, isAlone: false);
        Writer = new SnapshotWriter(Store, Plans, world.Setup.Snapshots, SimulationWorld.Meter, world.Time, NullLogger<SnapshotWriter>.Instance);
        Runtime = new UserRuntime(
            Log,
            world.Parts.Loader(Log, Store),
            Plans,
            Table,
            new EncoderPlaces(new EncoderPoolOptions { MaxWaiting = world.Setup.EncoderPlaces * 2 }),
            Writer,
            world.Setup.Snapshots,
            new ForgottenUsers(),
            new ChangeNotifier(null!, world.Time, NullLogger<ChangeNotifier>.Instance),
            new ParitySamples(),
            new VectorTraces(world.Time),
            null!,
            null!,
            SimulationWorld.Meter,
            world.Time,
            NullLogger<UserGrain>.Instance);
        _loops = new SiloLoops(world, this);
    }

    public int Number { get; }

    public int Life { get; }

    public string Name { get; }

    public Machine Machine { get; } = new();

    public Turns Main { get; }

    public SimulatedLog Log { get; }

    public SimulatedSnapshots Store { get; }

    public EmbeddingTable Table { get; } = new();

    public SiloPlan Plans { get; }

    public PlanLease Lease { get; }

    public SnapshotWriter Writer { get; }

    public UserRuntime Runtime { get; }

    public Dictionary<string, UserActivation> Users { get; } = new(StringComparer.Ordinal);

    public Dictionary<int, PumpActivation> Pumps { get; } = [];

    /// <summary>Gets a value indicating whether the others have given it up.</summary>
    public bool IsExpelled { get; private set; }

    /// <summary>Gets how many silos it takes for members. One that was given up does not know it: all who were there are there still.</summary>
    public int Members => IsExpelled ? _membersThen : _world.Map.Members.Count();

    /// <summary>Gets or sets a value indicating whether it and the others cannot hear each other; clients and storage still can.</summary>
    public bool IsCut { get; set; }

    /// <summary>Gets what its readers were told.</summary>
    public SiloAnswers Answers { get; } = new();

    public void Start() => _loops.Start();

    /// <summary>It goes on where it stood still.</summary>
    public void Wake() => _world.Scheduler.ListAll(Machine);

    /// <summary>The others give it up.</summary>
    public void Expel() => (_membersThen, IsExpelled) = (Members, true);

    public UserActivation Activate(string userId)
    {
        if (!Users.TryGetValue(userId, out UserActivation? activation))
        {
            if (!_world.Map.IsHome(userId, this))
            {
                throw new EventLogException("The user lives elsewhere.", isTransient: true, outcomeUnknown: false);
            }

            Turns turns = new(_world.Scheduler, Machine, $"{Name} {userId}");
            Users.Add(userId, activation = new UserActivation(turns, _world.Parts.User(userId, Runtime)));
        }

        return activation;
    }

    public PumpActivation Pump(int partition)
    {
        if (!Pumps.TryGetValue(partition, out PumpActivation? pump))
        {
            Pumps.Add(partition, pump = new PumpActivation(_world, this, partition, _world.Checkpoints[partition], _world.Connect()));
        }

        return pump;
    }

    /// <summary>Takes events in, as the service does: log, wake, acknowledge.</summary>
    public async Task<IReadOnlyList<AppendResult>> AcceptAsync(IReadOnlyList<NewEvent> events)
    {
        IReadOnlyList<AppendResult> results = await Log.AppendAsync(events, CancellationToken.None);
        _world.Stream.Publish(results.Select((r, i) => (r, i)).Where(x => !x.r.IsDuplicate)
            .Select(x => new LogEvent { Partition = x.r.Partition, Offset = x.r.Offset, Prev = x.r.Prev, Event = events[x.i] }));
        return results;
    }

    /// <summary>Reads for a client: by the plan if no version is named, and then only with a lease.</summary>
    public async Task<UserVector> ReadAsync(string userId, string? version, long minPosition)
    {
        if (version is null)
        {
            if (!Lease.IsHeld)
            {
                throw new UserRepException(ServiceError.NotReady, "No lease.", TimeSpan.FromSeconds(1));
            }

            _world.Judge.Routed(this);
        }

        ServedVersion served = Plans.Plan.Resolve(version);
        SimulatedSilo home = _world.Map.HomeOf(userId, this);
        return await _world.Map.CallAsync(this, home, () => home.AnswerAsync(userId, served.Version, minPosition));
    }

    /// <summary>Forgets a user everywhere.</summary>
    public Task<long> EraseAsync(string userId) => Activate(userId).CallAsync(async user =>
    {
        Answers.Forget(userId);
        _world.Map.Erasers.Add((userId, this));
        long erased = await user.EraseAsync();
        Answers.Erased(userId, _erasedThrough[userId]);
        return erased;
    });

    /// <summary>By the rule of the service: what the table has if it will do, else the user is asked.</summary>
    private async Task<UserVector> AnswerAsync(string userId, string version, long minPosition)
    {
        ServedVersion served = Plans.Plan.Find(version) ?? throw new UserRepException(ServiceError.NotReady, "It is not served here yet.", TimeSpan.FromSeconds(1));
        float[] values = new float[served.Dimension];
        if (Table.TryRead(userId, version, values, out TableEntry entry)
            && entry.Position >= minPosition
            && (entry.Position >= entry.KnownPosition || (served.Renewed.Has(userId) && entry.AsOfMs >= served.PlannedSinceMs)))
        {
            UserVector found = new(values, entry.Position, entry.AsOfMs, FreshnessRule.Of(entry.Position, entry.KnownPosition, isPartitionBehind: false));
            _world.Judge.Answered(this, userId, served, minPosition, found);
            return found;
        }

        return await Activate(userId).CallAsync(async user =>
        {
            UserVector read = await user.ReadAsync(new UserRead(version, minPosition, MaxAgeMs));
            _world.Judge.Answered(this, userId, served, minPosition, read);
            return read;
        });
    }
}
