using UserRep.EventLog.Events;
using UserRep.Tests.Simulation.Scheduling;

namespace UserRep.Tests.Simulation.Cluster;

/// <summary>The wake-ups: lost, doubled, late, in any order, and to whichever pump of the partition there is.</summary>
internal sealed class EventStream(SimulationWorld world)
{
    private readonly Turns _turns = new(world.Scheduler, new Machine(), "stream");

    public void Publish(IEnumerable<LogEvent> events)
    {
        foreach (IGrouping<int, LogEvent> partition in events.GroupBy(e => e.Partition))
        {
            LogEvent[] batch = [.. partition.OrderBy(e => e.Offset)];
            int copies = world.Faults.Strike(0.15) ? 0 : world.Faults.Strike(0.15) ? 2 : 1;
            for (int i = 0; i < copies; i++)
            {
                _turns.Start(() => DeliverAsync(partition.Key, batch));
            }
        }
    }

    private async Task DeliverAsync(int partition, LogEvent[] batch)
    {
        await world.Faults.DelayAsync();
        if (world.Faults.Strike(0.1))
        {
            await world.Faults.DelayAsync(TimeSpan.Zero, TimeSpan.FromSeconds(2));
        }

        SimulatedSilo[] pumping = [.. world.Map.Silos.Where(s => s.Pumps.ContainsKey(partition))];
        if (pumping.Length > 0)
        {
            SimulatedSilo to = pumping[world.Faults.Random.Next(pumping.Length)];
            to.Main.Start(() => to.Pumps.TryGetValue(partition, out PumpActivation? pump) ? pump.DeliverAsync(batch) : Task.CompletedTask);
        }
    }
}
