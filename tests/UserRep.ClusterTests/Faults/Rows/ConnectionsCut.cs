namespace UserRep.ClusterTests.Faults.Rows;

/// <summary>The database ends one connection of the silos after the other.</summary>
internal sealed class ConnectionsCut : DatabaseFault
{
    private static readonly TimeSpan _between = TimeSpan.FromMilliseconds(100);

    public override string Name => "connections-cut";

    protected override async Task InflictAsync(ClusterRun run)
    {
        run.TouchAll();
        for (int i = 0; i < run.Setting.Long(200, 30); i++)
        {
            await Server.ExecuteAsync(
                $"SELECT pg_terminate_backend(pid) FROM (SELECT pid FROM pg_stat_activity WHERE usename = '{Database.Name}' ORDER BY (pid * 7919 + {run.Random.Next()}::bigint) % 9973 LIMIT 1) one");
            await Task.Delay(_between, CancellationToken.None);
        }

        run.Phases.End();
    }
}
