using Npgsql;
using UserRep.Client;
using UserRep.ClusterTests.Faults.Ledgers;
using UserRep.EventLog.Partitions;

namespace UserRep.ClusterTests.Faults.Rows;

/// <summary>A session holds the head row of one partition, as one that hangs in a transaction does: only that partition may stand still.</summary>
internal sealed class HeadHeld : DatabaseFault
{
    public override string Name => "head-row-held";

    protected override async Task InflictAsync(ClusterRun run)
    {
        PartitionMap map = new(PartitionMap.DefaultPartitions);
        int partition = run.Random.Next(map.Partitions);
        run.Phases.Touch((user, _) => map.PartitionOf(user) == partition);
        await using NpgsqlConnection connection = await Database.Source.OpenConnectionAsync();
        await using (NpgsqlTransaction transaction = await connection.BeginTransactionAsync())
        {
            await using NpgsqlCommand hold = new($"SELECT 1 FROM log_head WHERE partition = {partition} FOR UPDATE", connection, transaction);
            await hold.ExecuteScalarAsync();
            Task held = Task.Delay(run.Setting.Long(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(6)), CancellationToken.None);
            await run.CallersNoticeAsync();
            run.Notes.Add($"{await WriteAsync(run, user => map.PartitionOf(user) != partition, held)} calls with events of other partitions were taken meanwhile");
        }

        run.Phases.End();
    }

    /// <summary>A caller of the others: those of everybody are held up by the first event that cannot be taken.</summary>
    private static async Task<int> WriteAsync(ClusterRun run, Func<string, bool> isOther, Task over)
    {
        await using UserRepClient client = run.Cluster.Silos[0].Client();
        string[] users = [.. Enumerable.Range(0, Workload.Users).Select(Workload.User).Where(isOther)];
        int taken = 0;
        for (int i = 0; !over.IsCompleted; i++)
        {
            UserEvent[] events = [new UserEvent { UserId = users[i % users.Length], EventId = $"other-{i}", Type = "play", ItemId = "item-1" }];
            run.Ledger.Sent(events);
            run.Ledger.Took(await client.PublishAsync(events));
            taken++;
        }

        return taken;
    }
}
