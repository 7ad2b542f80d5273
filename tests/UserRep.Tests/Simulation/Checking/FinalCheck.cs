using UserRep.EventLog.Events;
using UserRep.EventLog.Snapshots;
using UserRep.Grains.Embeddings;
using UserRep.Grains.Features;
using UserRep.Grains.Users;
using UserRep.Grains.Versions;
using UserRep.Tests.EventLog.Events;
using UserRep.Tests.Simulation.Cluster;
using UserRep.Tests.Simulation.Scheduling;

namespace UserRep.Tests.Simulation.Checking;

/// <summary>The last look, when everything has caught up: log, acknowledgements, snapshots, tables, and every user loaded once more.</summary>
internal sealed class FinalCheck(SimulationWorld world)
{
    public bool IsDone { get; private set; }

    public void Begin() => new Turns(world.Scheduler, new Machine(), "final check").Start(async () =>
    {
        CheckLog();
        CheckAcknowledged();
        CheckSnapshots();
        CheckTables();
        await CheckLoadedAsync();
        IsDone = true;
    });

    /// <summary>I3, and of I1 that no event is there twice.</summary>
    private void CheckLog()
    {
        foreach (PartitionHead head in world.Engine.Disk.Heads())
        {
            bool isPruned = head.PrunedUpTo > 0;
            IReadOnlyList<LogEvent> rows = world.Engine.Disk.OfPartition(head.Partition, 0, int.MaxValue);
            foreach (string wrong in LogChecker.Check(rows, head, isPruned))
            {
                world.Judge.Violate(new Violation(wrong.Contains("twice", StringComparison.Ordinal) ? "I1" : "I3", wrong));
            }

            foreach (LogEvent row in rows.Where(r => r.Event is not null))
            {
                long prev = world.History.Current(row.Event!.UserId)?.Events.LastOrDefault(e => e.Offset < row.Offset)?.Offset ?? 0;
                if (row.Prev != prev)
                {
                    world.Judge.Violate(new Violation("I3", $"{row.Offset} of {row.Event.UserId} links to {row.Prev}, not {prev}."));
                }
            }
        }
    }

    /// <summary>I1.</summary>
    private void CheckAcknowledged()
    {
        foreach (((string user, string id), Acknowledged acknowledged) in world.Ledger.All.Where(a => a.Value.Fate == Fate.Kept))
        {
            PartitionHead head = world.Engine.Disk.Heads()[world.Engine.Disk.Map.PartitionOf(user)];
            LogEvent? row = world.Engine.Disk.Partitions[head.Partition].At(acknowledged.Offset);
            bool isThere = row?.Event is { } e && e.UserId == user && e.EventId == id;
            bool mayBePruned = row is null && acknowledged.Offset <= head.PrunedUpTo;
            if (!isThere && !mayBePruned)
            {
                world.Judge.Violate(new Violation("I1", $"{id} of {user} was acknowledged at {acknowledged.Offset}, where the log has {row?.Event?.EventId ?? "nothing"}."));
            }
        }
    }

    /// <summary>I4, of those that the log knows.</summary>
    private void CheckSnapshots()
    {
        foreach (Snapshot snapshot in world.Snapshots.All.Where(s => s.Epoch == world.Engine.Disk.Epoch && world.Engine.Disk.Contains(s.UserId, s.Position)))
        {
            world.Judge.CheckSnapshot(snapshot);
        }
    }

    /// <summary>I2, of what silos have in memory.</summary>
    private void CheckTables()
    {
        foreach ((string user, SimulatedSilo home) in world.Map.Users)
        {
            foreach (ServedVersion version in home.Plans.Plan.Versions)
            {
                float[] values = new float[version.Dimension];
                if (home.Table.TryRead(user, version.Version, values, out TableEntry entry))
                {
                    world.Judge.CheckVector(home, user, version, values, entry.Position, entry.AsOfMs);
                }
            }
        }
    }

    /// <summary>I2, of what somebody would load who knows nothing yet.</summary>
    private async Task CheckLoadedAsync()
    {
        SimulatedSilo silo = world.Map.Silos[0];
        foreach (string user in world.History.Users)
        {
            foreach (FeatureSpace space in silo.Plans.Plan.Spaces)
            {
                UserFold loaded = await world.Parts.Loader(silo.Log, silo.Store).LoadAsync(space, user, CancellationToken.None);
                UserLife life = world.History.Current(user) ?? new UserLife();
                UserFold expected = History.Fold(space, life, life.Position);
                if (loaded.Position != expected.Position || !UserSnapshot.Write(loaded).AsSpan().SequenceEqual(UserSnapshot.Write(expected)))
                {
                    world.Judge.Violate(new Violation(
                        "I2", $"{user} loaded anew is at {loaded.Position} with {loaded.EventCount} events, where the log has {expected.EventCount} up to {expected.Position}, or differs in its bits."));
                }
            }
        }
    }
}
