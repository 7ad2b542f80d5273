using UserRep.EventLog.Events;
using Xunit;

namespace UserRep.Tests.EventLog.Events;

/// <summary>What every engine must do that keeps events as rows of a table, which somebody may spoil.</summary>
public abstract class TableLogConformance : EventLogConformance
{
    private static readonly CancellationToken _none = CancellationToken.None;

    /// <summary>Changes a row behind the engine's back.</summary>
    private protected abstract Task DamageAsync(int partition, long offset, string assignment);

    [Fact]
    public async Task A_row_that_cannot_be_read_says_so_keeps_its_place_and_hinders_no_other()
    {
        await Log.AppendAsync([.. NewEvents.Many("ann", 3), .. NewEvents.Many("bob", 1)], _none);
        int partition = Log.Partitions.PartitionOf("ann");
        IReadOnlyList<LogEvent> before = await Log.ReadPartitionAsync(partition, 0, 10, _none);
        long[] places = [.. before.Where(e => e.Event!.UserId == "ann").Select(e => e.Offset)];
        await DamageAsync(partition, places[0], "attributes = '{\"plan\": [1'");
        await DamageAsync(partition, places[1], "value = CAST('inf' AS real)");

        foreach (IReadOnlyList<LogEvent> read in (IReadOnlyList<LogEvent>[])[await Log.ReadUserAsync("ann", 0, 10, _none), (await Log.ReadUsersAsync([new("ann", 0)], 10, _none))[0]])
        {
            Assert.Equal(places, read.Select(e => e.Offset));
            Assert.Equal(["attributes is no JSON object of texts", "value is no finite number", null], read.Select(e => e.Damage));
            Assert.Equal([(string.Empty, null, 1f), (string.Empty, null, 1f), (before[^1].Event!.Type, before[^1].Event!.ItemId, before[^1].Event!.Value)], read.Select(e => (e.Event!.Type, e.Event.ItemId, e.Event.Value)));
            Assert.Null(read[0].Event!.Attributes);
            Assert.Equal(before.Where(e => e.Event!.UserId == "ann").Select(e => (e.Prev, e.Event!.EventId, e.Event.TimestampMs, e.Event.ReceivedAtMs)), read.Select(e => (e.Prev, e.Event!.EventId, e.Event.TimestampMs, e.Event.ReceivedAtMs)));
        }

        Assert.Equal(before.Count, (await Log.ReadPartitionAsync(partition, 0, 10, _none)).Count);
        Assert.Equal(4, (await Log.AppendAsync([NewEvents.Of("ann", "later")], _none))[0].Offset - places[0] + 1);
        Assert.True((await Log.AppendAsync([before.First(e => e.Offset == places[0]).Event!], _none))[0].IsDuplicate);
        Assert.Empty(await LogChecker.CheckAsync(Log));
    }
}
