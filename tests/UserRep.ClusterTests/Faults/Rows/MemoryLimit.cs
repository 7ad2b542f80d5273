using UserRep.Client;
using UserRep.ClusterTests.Faults.Machines;
using UserRep.ClusterTests.Faults.Reports;
using UserRep.ClusterTests.Silos;

namespace UserRep.ClusterTests.Faults.Rows;

/// <summary>A silo with 1 GiB is written to, and asked for, more users than it has room for: it lets some go, and is not killed.</summary>
internal sealed class MemoryLimit : ClusterFault
{
    private const long Bytes = 1L << 30;
    private const int Batch = 500;
    private const int Readers = 4;

    /// <summary>What the silo may hold of it that is no file's: the rest is for its files.</summary>
    private const long Most = Bytes / 10 * 9;

    private readonly Lock _looking = new();

    private ControlGroup? _group;
    private long _live;
    private long _held;

    public override string Name => "memory-1gib";

    public override string? Lacks() => ControlGroup.Lacks("memory");

    public override async Task<FaultRow> RunAsync(FaultSetting setting)
    {
        try
        {
            return await base.RunAsync(setting);
        }
        finally
        {
            _group?.Dispose();
        }
    }

    protected override Task<Cluster> StartAsync(FaultSetting setting)
    {
        _group = ControlGroup.OfMemory(Bytes);
        return Cluster.StartAloneAsync(new SiloPlace { Prefix = _group.Prefix }, Settings);
    }

    protected override async Task InflictAsync(ClusterRun run)
    {
        run.TouchAll();
        SiloNode silo = run.Cluster.Silos[0];
        await using UserRepClient client = silo.Client();
        string[][] batches = [.. Enumerable.Range(0, run.Setting.Long(300_000, 20_000)).Select(user => $"many-{user}").Chunk(Batch)];
        await EachAsync(run, "written", batches, callers: 1, async users =>
        {
            UserEvent[] events = [.. users.Select((user, i) => new UserEvent { UserId = user, EventId = "many", Type = "play", ItemId = $"item-{i % 20}" })];
            run.Ledger.Sent(events);
            run.Ledger.Took(await client.PublishAsync(events));
        });
        await EachAsync(run, "read", batches, Readers, async users =>
        {
            UserVectors read = await client.GetManyAsync(users);
            for (int i = 0; i < users.Length; i++)
            {
                long acknowledged = run.Ledger.LastOf(users[i]);
                if (read.FailureOf(i) is not null || read[i].Position < acknowledged)
                {
                    await client.GetAsync(users[i], new GetOptions { MinPosition = acknowledged });
                }
            }
        });
        run.Phases.End();
        if (!silo.Said.Contains("The heap may have 640 of the container's 1024 MiB", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"The silo leaves no memory beside the heap: {silo.Said}");
        }

        run.Notes.Add($"{_held >> 20} MiB held at most");
        if (_held > Most)
        {
            throw new InvalidOperationException($"The silo holds {_held >> 20} MiB of {Bytes >> 20}: too little is left for its files.");
        }
    }

    private async Task EachAsync(ClusterRun run, string done, string[][] batches, int callers, Func<string[], Task> work)
    {
        SiloNode silo = run.Cluster.Silos[0];
        _live = 0;
        await Parallel.ForEachAsync(batches, new ParallelOptions { MaxDegreeOfParallelism = callers }, async (users, _) =>
        {
            try
            {
                await work(users);
                long live = await ClusterRun.LiveUsersAsync(silo);

                // Others look at the same time.
                lock (_looking)
                {
                    (_live, _held) = (Math.Max(_live, live), Math.Max(_held, _group!.HeldMemory()));
                }
            }
            catch (Exception error) when (!silo.IsRunning)
            {
                throw new InvalidOperationException($"The silo has ended, with {_held >> 20} MiB held and {_live} users live at most: {silo.Said}", error);
            }
        });
        run.Notes.Add($"{batches.Sum(users => users.Length)} users {done}, {_live} live at most and {await ClusterRun.LiveUsersAsync(silo)} at the end");
    }
}
