using UserRep.Client;

namespace UserRep.ClusterTests.Faults.Rows;

/// <summary>One user has as many events as all others together, and more: only he waits longer.</summary>
internal sealed class HotUser : ClusterFault
{
    private const string Hot = "user-hot";
    private const int Writers = 4;
    private const int Batch = 50;

    public override string Name => "hot-user";

    protected override async Task InflictAsync(ClusterRun run)
    {
        run.Phases.Touch((user, _) => user == Hot);
        using CancellationTokenSource over = new(run.Setting.Long(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5)));
        int[] sent = await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => WriteAsync(run, writer, over.Token)));
        run.Phases.End();
        run.Notes.Add($"{sent.Sum()} events of one user");
    }

    private static async Task<int> WriteAsync(ClusterRun run, int writer, CancellationToken over)
    {
        await using UserRepClient client = run.Cluster.Silos[writer % run.Cluster.Silos.Count].Client();
        int sent = 0;
        for (int i = 0; !over.IsCancellationRequested; i++)
        {
            UserEvent[] events = [.. Enumerable.Range(0, Batch).Select(n => new UserEvent { UserId = Hot, EventId = $"hot-{writer}-{i}-{n}", Type = "play", ItemId = $"item-{n % 20}" })];
            run.Ledger.Sent(events);
            try
            {
                run.Ledger.Took(await client.PublishAsync(events, CancellationToken.None));
                sent += Batch;
            }
            catch (UserRepClientException error)
            {
                run.Ledger.NotTaken(events, error, mayBeThere: true);
            }
        }

        return sent;
    }
}
