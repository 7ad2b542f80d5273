using System.Runtime.CompilerServices;
using UserRep.Grains.Metrics;
using UserRep.Grains.Versions;
using UserRep.Tests.Simulation.Checking;
using UserRep.Tests.Simulation.Clients;
using UserRep.Tests.Simulation.Cluster;
using UserRep.Tests.Simulation.Scheduling;
using UserRep.Tests.Simulation.Storage;
using UserRep.Tests.Simulation.Versions;

namespace UserRep.Tests.Simulation;

/// <summary>Everything of one simulation: silos, clients, storage, what goes wrong, and who looks on. All in one thread, all by one seed.</summary>
internal sealed class SimulationWorld
{
    private const int KeptLines = 120;
    private static readonly TimeSpan _longest = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan _catchUp = TimeSpan.FromMinutes(4);

    private readonly Turns _database;

    public SimulationWorld(int seed, Parts parts)
    {
        Random random = new(seed);
        (Seed, Parts, Setup) = (seed, parts, SimulationSetup.Of(random));
        Trace = new Trace(KeptLines);
        Scheduler = new Scheduler(random, Trace);
        Faults = new Faults(random, Scheduler.Time, Setup.Faults);
        _database = new Turns(Scheduler, new Machine(), "database");
        Judge = new Judge(this);
        Ledger = new Ledger(Judge.Violate);
        Engine = parts.Engine(new LogDisk(Setup.Partitions), () => Connection.PauseAsync(Faults), History);
        Snapshots = parts.Snapshots(Judge.Stored);
        Checkpoints = [.. Enumerable.Range(0, Setup.Partitions).Select(_ => new CheckpointDisk())];
        Map = new ClusterMap(this);
        Stream = new EventStream(this);
        Catalogues = new Catalogues(this, new CatalogDisk(FirstCatalogue()));
    }

    public int Seed { get; }

    public Parts Parts { get; }

    public SimulationSetup Setup { get; }

    public Trace Trace { get; }

    public Scheduler Scheduler { get; }

    public VirtualTime Time => Scheduler.Time;

    /// <summary>Gets what is counted, of all simulations together: nobody looks.</summary>
    public static ServiceMeter Meter { get; } = new();

    public Faults Faults { get; }

    public Judge Judge { get; }

    public Ledger Ledger { get; }

    public History History { get; } = new();

    public LogEngine Engine { get; }

    public SnapshotDisk Snapshots { get; }

    public CheckpointDisk[] Checkpoints { get; }

    public ClusterMap Map { get; }

    public EventStream Stream { get; }

    public Catalogues Catalogues { get; }

    public Connection Connect() => new(_database, Faults);

    public void Say(DefaultInterpolatedStringHandler text) => Trace.Add(Time.Elapsed, ref text);

    /// <summary>Runs it to the end: work amid faults, healing, and the last look.</summary>
    /// <returns>What does not hold; null if all does.</returns>
    public Violation? Run()
    {
        SiloKeeper keeper = new(this);
        keeper.Begin();
        SimulatedClient[] clients = [.. Enumerable.Range(0, Setup.Clients).Select(i => new SimulatedClient(this, i))];
        Array.ForEach(clients, client => client.Begin());
        Operator versions = new(this);
        versions.Begin();
        new Warden(this, keeper).Begin();
        if (!RunUntil(() => Array.TrueForAll(clients, c => c.IsDone) && versions.IsDone, _longest))
        {
            Judge.Violate(new Violation("I6", "The clients do not get to their end."));
        }

        Faults.AreOn = false;
        keeper.Heal();
        Settling settling = new(this, keeper);
        settling.Begin();
        if (!RunUntil(() => settling.IsDone, _catchUp))
        {
            Judge.Violate(new Violation("I6", $"Not caught up {_catchUp.TotalMinutes} minutes after the last fault: {settling.Missing}."));
        }

        FinalCheck check = new(this);
        check.Begin();
        RunUntil(() => check.IsDone, _longest);
        return Judge.First;
    }

    private bool RunUntil(Func<bool> isDone, TimeSpan limit) => Judge.First is not null || Scheduler.Run(() => Judge.First is not null || isDone(), limit);

    private CatalogState FirstCatalogue()
    {
        DateTimeOffset now = Time.GetUtcNow();
        return new CatalogState
        {
            Revision = 1,
            Versions =
            [
                SimulatedModels.All[0].Summary(VersionState.Current, now),
                SimulatedModels.All[1].Summary(VersionState.Canary, now),
                SimulatedModels.All[2].Summary(VersionState.Registered, now),
            ],
        };
    }
}
