using Npgsql;
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
            int before = run.Ledger.Acknowledged;
            await held;
            run.Notes.Add($"{run.Ledger.Acknowledged - before} events of other partitions were taken meanwhile");
        }

        run.Phases.End();
    }
}
