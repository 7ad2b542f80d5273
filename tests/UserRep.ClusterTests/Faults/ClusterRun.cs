using System.Net.Http.Json;
using System.Text.Json;
using UserRep.Client;
using UserRep.ClusterTests.Faults.Checks;
using UserRep.ClusterTests.Faults.Ledgers;
using UserRep.ClusterTests.Silos;
using UserRep.EventLog.Partitions;
using UserRep.Grains.Placement;
using UserRep.Tests.Deploy;

namespace UserRep.ClusterTests.Faults;

/// <summary>A cluster at work while something goes wrong with it.</summary>
internal sealed class ClusterRun : IAsyncDisposable
{
    /// <summary>The version that is current.</summary>
    public const string Current = "one";

    /// <summary>Another that is served beside it.</summary>
    public const string Other = "two";

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(120);

    // What operators are promised.
    private static readonly TimeSpan _noticedWithin = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan _readyWithin = TimeSpan.FromSeconds(30);

    private readonly List<string> _wrong = [];
    private bool _isSwitched;
    private readonly SnapshotWatch? _snapshots;

    private ClusterRun(Cluster cluster, FaultSetting setting)
    {
        (Cluster, Setting, Random) = (cluster, setting, new Random(setting.Seed));
        Ledger.Currents = [Current];
        Workload = new Workload(Ledger, cluster.Silos, [null, Current, Other], setting.Seed);
        _snapshots = cluster.Database is { } database ? new SnapshotWatch(database) : null;
    }

    public Cluster Cluster { get; }

    public FaultSetting Setting { get; }

    public Random Random { get; }

    public Ledger Ledger { get; } = new();

    public Phases Phases { get; } = new();

    public Workload Workload { get; }

    /// <summary>Gets what is to be told beside the numbers.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>Has a cluster serve two versions, and callers begin.</summary>
    public static async Task<ClusterRun> StartAsync(Cluster cluster, FaultSetting setting)
    {
        await cluster.PublishAsync(cluster.Silos[0], Current, seed: 1, makeCurrent: true);
        await cluster.PublishAsync(cluster.Silos[0], Other, seed: 2, makeCurrent: false);
        ClusterRun run = new(cluster, setting);
        await run.MoreAsync(setting.Long(4_000, 1_000));
        return run;
    }

    /// <summary>Waits until so many more events are acknowledged.</summary>
    public Task MoreAsync(int events)
    {
        int target = Ledger.Acknowledged + events;
        return Until.TrueAsync($"{events} more events are acknowledged ({Told()})", _patience, () => Task.FromResult(Ledger.Acknowledged >= target));
    }

    /// <summary>Users at home on a silo, and reads at it, are touched by what happens to it.</summary>
    public Touch Touch(SiloNode silo)
    {
        PartitionMap map = new(PartitionMap.DefaultPartitions);
        int[] owners = PartitionShares.Assign(map.Partitions, [.. Cluster.Silos.Select(s => $"{s.Place.Host}:{s.SiloPort}")]);
        int index = Cluster.Silos.ToList().IndexOf(silo);
        return Phases.Touch((user, asked) => asked == silo.Number || owners[map.PartitionOf(user)] == index);
    }

    /// <summary>The other version is current from now on; reads that are under way may still be of the one before.</summary>
    public void Switched() => _isSwitched = true;

    /// <summary>Everything is touched.</summary>
    public void TouchAll() => Phases.Touch((_, _) => true);

    /// <summary>Waits until a silo is given up, which is how its end is noticed.</summary>
    public async Task GivenUpAsync(SiloNode silo)
    {
        TimeSpan took = await Cluster.GivenUpAsync(silo);
        Phases.Noticed();
        Promise(took, _noticedWithin, $"silo {silo.Number} was given up");
    }

    /// <summary>Waits until all silos, which were started just now, are ready.</summary>
    public async Task ReadyAsync()
    {
        TimeSpan took = await Cluster.ReadyAsync();
        Notes.Add($"ready after {took.TotalSeconds:0.0} s");
        Promise(took, _readyWithin, "all silos were ready");
    }

    /// <summary>Waits until every silo knows of all others, so that users are where they belong.</summary>
    public async Task HomeAsync()
    {
        foreach (SiloNode silo in Cluster.Silos)
        {
            await Until.TrueAsync($"silo {silo.Number} knows of all silos", _patience, async () => (await StatusAsync(silo)).GetProperty("silos").GetInt64() == Cluster.Silos.Count);
        }
    }

    /// <summary>Waits until a caller is told of a failure that he was not told before.</summary>
    public async Task CallersNoticeAsync()
    {
        int before = Ledger.Failures.Values.Sum();
        await Until.TrueAsync("a caller notices", _patience, () => Task.FromResult(Ledger.Failures.Values.Sum() > before));
        Phases.Noticed();
    }

    /// <summary>Notes how many events were acknowledged; where none can be durable, there must be none.</summary>
    public void AcknowledgedSince(int before, bool isNoneRight)
    {
        int acknowledged = Ledger.Acknowledged - before;
        Notes.Add($"{acknowledged} events were acknowledged meanwhile");
        if (isNoneRight && acknowledged > 0)
        {
            _wrong.Add($"I1: {acknowledged} events were acknowledged while nothing could be made durable.");
        }
    }

    /// <summary>Waits until every silo takes events in again and has everybody as last acknowledged.</summary>
    public async Task RecoverAsync()
    {
        Setting.Say("waiting for recovery");
        await Task.WhenAll(Cluster.Silos.Select((silo, i) => RecoverAsync(silo, i)));
        Phases.Recovered();
    }

    /// <summary>Ends the work and holds what came of it against the log.</summary>
    public async Task<Findings> CheckAsync()
    {
        await MoreAsync(Setting.Long(3_000, 500));
        await Workload.StopAsync();
        Ledger.Currents = [_isSwitched ? Other : Current];
        Setting.Say($"checking {Ledger.Events.Count} events");
        await AppliedAsync();
        Dictionary<string, Reference> references = new() { [Current] = new(Cluster.Bundle(Current)), [Other] = new(Cluster.Bundle(Other)) };
        Logged? logged = null;
        List<string> broken = [];
        await Cluster.ReadStoresAsync(async (log, snapshots) =>
        {
            logged = await Logged.ReadAsync(log);
            (IReadOnlyList<string> unsound, int stored) = await SnapshotCheck.CheckAsync(snapshots, logged, references[Current], log.Epoch);
            broken.AddRange(unsound);
            Notes.Add($"{stored} snapshots computed again");
        });
        Findings findings = LedgerCheck.Check(Ledger, logged!);
        (IReadOnlyList<string> ends, IReadOnlyList<Answer> answers, int doubled) = await EndCheck.CheckAsync(Cluster.Silos, logged!, [Current, Other], Ledger.Currents.Single(), Random);
        Notes.Add($"{answers.Count + Ledger.Kept.Count} vectors computed again");
        Notes.Add(await PlacesAsync());
        broken.AddRange([.. _wrong, .. findings.Broken, .. ends, .. AnswerCheck.Check([.. Ledger.Kept, .. answers], logged!, references)]);
        broken.AddRange(_snapshots is null ? [] : await _snapshots.StopAsync());
        foreach (Reference reference in references.Values)
        {
            reference.Dispose();
        }

        return findings with { Doubled = findings.Doubled + doubled, Broken = broken };
    }

    public async ValueTask DisposeAsync()
    {
        await Workload.DisposeAsync();
        if (_snapshots is not null)
        {
            await _snapshots.DisposeAsync();
        }

        await Cluster.DisposeAsync();
    }

    /// <summary>A duration is not checked in a short run, which shares the machine with other tests.</summary>
    private void Promise(TimeSpan took, TimeSpan within, string what)
    {
        if (Setting.IsWhole && took > within)
        {
            _wrong.Add($"Late: {what} after {took.TotalSeconds:0.0} s, promised within {within.TotalSeconds:0} s.");
        }
    }

    /// <summary>Where deliveries were taken in, as the silos know that run now.</summary>
    private async Task<string> PlacesAsync()
    {
        (double home, double away) = (0, 0);
        foreach (SiloNode silo in Cluster.Silos)
        {
            Scrape scrape = Scrape.Parse(await silo.Rest.GetStringAsync("/metrics"));
            home += scrape.Value("userrep_slices_applied_total{place=\"home\"}");
            away += scrape.Value("userrep_slices_applied_total{place=\"away\"}");
        }

        return home + away > 0 ? $"{100 * home / (home + away):0.0} % of deliveries taken in at home" : "nothing delivered since the silos were last started";
    }

    private string Told() => string.Join(", ", Ledger.Failures.Select(f => $"{f.Value} × {f.Key}"));

    private async Task RecoverAsync(SiloNode silo, int number)
    {
        await using UserRepClient client = silo.Client(o => (o.MaxRetries, o.Timeout) = (0, TimeSpan.FromSeconds(5)));
        int attempt = 0;
        await Until.TrueAsync($"silo {silo.Number} takes events and has everybody ({Told()})", _patience, async () =>
        {
            UserEvent[] events = [.. Enumerable.Range(0, Workload.Users).Select(user => new UserEvent { UserId = Workload.User(user), EventId = $"probe-{number}-{attempt}", Type = "play", ItemId = "item-1" })];
            attempt++;
            Ledger.Sent(events);
            try
            {
                Ledger.Took(await client.PublishAsync(events));
            }
            catch (UserRepClientException error)
            {
                Ledger.NotTaken(events, error, mayBeThere: error is not BusyException);
                return false;
            }

            try
            {
                await Task.WhenAll(events.Select(e => client.GetAsync(e.UserId, new GetOptions { MinPosition = Ledger.LastOf(e.UserId) }).AsTask()));
                return true;
            }
            catch (UserRepClientException)
            {
                return false;
            }
        });
    }

    /// <summary>How often partitions found that a delivery was missing, as a silo knows.</summary>
    public static async Task<long> HealsAsync(SiloNode silo) => (await PartitionsAsync(silo)).Sum(p => p.GetProperty("heals").GetInt64());

    /// <summary>How many users a silo has in memory.</summary>
    public static async Task<long> LiveUsersAsync(SiloNode silo) => (await StatusAsync(silo)).GetProperty("liveUsers").GetInt64();

    private static async Task<IEnumerable<JsonElement>> PartitionsAsync(SiloNode silo) => (await StatusAsync(silo)).GetProperty("partitions").EnumerateArray();

    private static Task<JsonElement> StatusAsync(SiloNode silo) => silo.Rest.GetFromJsonAsync<JsonElement>("/v1/status");

    private Task<TimeSpan> AppliedAsync() => Until.TrueAsync("everything is taken in", _patience, async () =>
        (await Task.WhenAll(Cluster.Silos.Select(PartitionsAsync))).All(partitions => partitions.All(p => p.GetProperty("completed").GetInt64() >= p.GetProperty("head").GetInt64())));
}
