using UserRep.Client;
using UserRep.ClusterTests.Faults.Machines;
using UserRep.ClusterTests.Faults.Reports;
using UserRep.ClusterTests.Silos;

namespace UserRep.ClusterTests.Faults.Rows;

/// <summary>A silo with 1 GiB is asked for more users than it has room for: it lets some go, and is not killed.</summary>
internal sealed class MemoryLimit : ClusterFault
{
    private const long Bytes = 1L << 30;
    private const int Batch = 500;

    private ControlGroup? _group;

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
        long most = 0;
        int users = run.Setting.Long(300_000, 20_000);
        foreach (int[] some in Enumerable.Range(0, users).Chunk(Batch))
        {
            UserEvent[] events = [.. some.Select(user => new UserEvent { UserId = $"many-{user}", EventId = "many", Type = "play", ItemId = $"item-{user % 20}" })];
            run.Ledger.Sent(events);
            run.Ledger.Took(await client.PublishAsync(events));
            most = Math.Max(most, await ClusterRun.LiveUsersAsync(silo));
        }

        run.Phases.End();
        run.Notes.Add($"{users} users, {most} live at most, {await ClusterRun.LiveUsersAsync(silo)} at the end");
        if (!silo.IsRunning)
        {
            throw new InvalidOperationException($"The silo has ended: {silo.Said}");
        }
    }
}
