using UserRep.EventLog.Events;
using UserRep.Grains.Versions;
using UserRep.Grains.Versions.Routing;
using UserRep.Tests.Simulation.Scheduling;

namespace UserRep.Tests.Simulation.Cluster;

/// <summary>What a silo does without being asked: wakes partitions, follows the catalogue, writes snapshots, lets users go.</summary>
internal sealed class SiloLoops(SimulationWorld world, SimulatedSilo silo)
{
    private static readonly TimeSpan _keeping = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _syncing = TimeSpan.FromSeconds(1);

    private readonly Dictionary<int, Task> _waking = [];

    public void Start()
    {
        silo.Main.Start(() => RepeatAsync(KeepAsync, _keeping));
        silo.Main.Start(() => RepeatAsync(SyncAsync, _syncing));
        silo.Main.Start(() => RepeatAsync(LetGoAsync, TimeSpan.FromSeconds(2)));
        new Turns(world.Scheduler, silo.Machine, $"{silo.Name} writer").Start(() => silo.Writer.RunAsync(CancellationToken.None));
    }

    /// <summary>Serves what the catalogue has now, as the product's sync does.</summary>
    public async Task SyncAsync()
    {
        long askedAt = world.Time.GetTimestamp();
        CatalogState? newer = await HearAsync();
        while (newer is not null)
        {
            await world.Faults.DelayAsync(scale: 10);
            silo.Plans.Follow(newer);
            askedAt = world.Time.GetTimestamp();
            newer = await HearAsync();
            newer = world.Parts.FollowsOnce ? null : newer;
        }

        world.Parts.Renew(silo.Lease, askedAt, world.Time.GetTimestamp());
    }

    private Task<CatalogState?> HearAsync() => world.Catalogues.CallAsync(silo, c => c.HearAsync(new SiloReport(silo.Name, silo.Plans.Plan.Revision, [])));

    private async Task RepeatAsync(Func<Task> act, TimeSpan interval)
    {
        while (true)
        {
            await act().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            await Task.Delay(interval, world.Time);
        }
    }

    private async Task KeepAsync()
    {
        foreach (PartitionHead head in await silo.Log.HeadsAsync(CancellationToken.None))
        {
            if (!_waking.TryGetValue(head.Partition, out Task? waking) || waking.IsCompleted)
            {
                _waking[head.Partition] = WakeAsync(head);
            }
        }
    }

    private async Task WakeAsync(PartitionHead head)
    {
        SimulatedSilo home = world.Map.HomeOf(head.Partition, silo);
        await world.Map.CallAsync(silo, home, async () =>
        {
            await home.Pump(head.Partition).WakeAsync(head.Offset);
            return true;
        });
    }

    private Task LetGoAsync()
    {
        foreach ((string user, UserActivation activation) in silo.Users.ToArray())
        {
            if (activation.Running == 0 && world.Faults.Strike(0.15))
            {
                silo.Users.Remove(user);
                activation.User.Leave();
                world.Map.Forget(user, silo);
                world.Say($"{silo.Name}: {user} leaves");
            }
        }

        return Task.CompletedTask;
    }
}
