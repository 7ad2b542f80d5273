using UserRep.ClusterTests.Faults.Machines;

namespace UserRep.ClusterTests.Faults.Rows;

/// <summary>The disk fails, or crawls, under PostgreSQL. On a failure it stops by itself rather than try again; a supervisor starts it again.</summary>
internal sealed class DatabaseDisk(string name, string trouble) : DatabaseFault
{
    public override string Name => $"postgresql-{name}";

    public override string? Lacks() => DiskTrouble.Lacks();

    protected override async Task InflictAsync(ClusterRun run)
    {
        run.TouchAll();
        await using (await DiskTrouble.BeginAsync(await Server.ProcessesAsync(), trouble))
        {
            Task over = Task.Delay(run.Setting.Long(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5)), CancellationToken.None);
            if (trouble == DiskTrouble.Fails)
            {
                await run.CallersNoticeAsync();
            }

            int before = run.Ledger.Acknowledged;
            await over;
            run.AcknowledgedSince(before, isNoneRight: trouble == DiskTrouble.Fails);
        }

        if (!Server.IsRunning)
        {
            run.Notes.Add("the server had stopped by itself");
            await Server.StartAgainAsync();
        }

        run.Phases.End();
        await SupervisedAsync(run);
    }
}
