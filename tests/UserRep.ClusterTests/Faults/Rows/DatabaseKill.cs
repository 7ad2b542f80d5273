namespace UserRep.ClusterTests.Faults.Rows;

/// <summary>kill -9 of PostgreSQL, with all its processes; some seconds later it is started again.</summary>
internal sealed class DatabaseKill : DatabaseFault
{
    private static readonly TimeSpan _away = TimeSpan.FromSeconds(5);

    public override string Name => "database-kill";

    public override bool IsQuick => true;

    protected override async Task InflictAsync(ClusterRun run)
    {
        run.TouchAll();
        for (int i = 0; i < run.Setting.Long(3, 1); i++)
        {
            await Server.KillAsync();
            await run.CallersNoticeAsync();
            await Task.Delay(_away, CancellationToken.None);
            await Server.StartAsync();
            run.Phases.End();
            await run.MoreAsync(run.Setting.Long(500, 0));
        }
    }
}
