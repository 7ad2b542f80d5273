using System.Diagnostics;
using UserRep.Client;
using UserRep.ClusterTests.Silos;

namespace UserRep.ClusterTests.Faults.Rows;

/// <summary>All silos are killed and started again, and then everybody is asked for at once.</summary>
internal sealed class Herd : ClusterFault
{
    private const int Batch = 500;
    private const int Callers = 32;

    public override string Name => "herd";

    protected override async Task InflictAsync(ClusterRun run)
    {
        run.TouchAll();
        int users = run.Setting.Long(100_000, 5_000);
        await WriteAsync(run, users);
        run.Phases.Begin();
        await Task.WhenAll(run.Cluster.Silos.Select(silo => silo.KillAsync()));
        foreach (SiloNode silo in run.Cluster.Silos)
        {
            silo.Start();
        }

        run.Phases.End();
        await run.ReadyAsync();
        run.Notes.Add(await ReadAsync(run, users, "first"));
        run.Notes.Add(await ReadAsync(run, users, "second"));
    }

    private static string User(int number) => $"herd-{number}";

    private static async Task WriteAsync(ClusterRun run, int users)
    {
        await using UserRepClient client = run.Cluster.Silos[0].Client();
        foreach (int[] some in Enumerable.Range(0, users).Chunk(Batch))
        {
            UserEvent[] events = [.. some.Select(user => new UserEvent { UserId = User(user), EventId = "herd", Type = "play", ItemId = $"item-{user % 20}" })];
            run.Ledger.Sent(events);
            run.Ledger.Took(await client.PublishAsync(events));
        }
    }

    /// <summary>Reads everybody once, each at what was acknowledged. Whoever is refused asks again, and is counted.</summary>
    private static async Task<string> ReadAsync(ClusterRun run, int users, string time)
    {
        UserRepClient[] clients = [.. run.Cluster.Silos.Select(silo => silo.Client())];
        long began = Stopwatch.GetTimestamp();
        double[] took = new double[users];
        int refused = 0;
        double lastRefused = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, users), new ParallelOptions { MaxDegreeOfParallelism = Callers }, async (user, _) =>
        {
            long asked = Stopwatch.GetTimestamp();
            while (!await TryReadAsync(run, clients[user % clients.Length], User(user)))
            {
                Interlocked.Increment(ref refused);
                Volatile.Write(ref lastRefused, Stopwatch.GetElapsedTime(began).TotalSeconds);
            }

            took[user] = Stopwatch.GetElapsedTime(asked).TotalMilliseconds;
        });
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        foreach (UserRepClient client in clients)
        {
            await client.DisposeAsync();
        }

        Array.Sort(took);
        return $"{time} time: {users} users in {seconds:0.0} s, p99 {took[(int)(users * 0.99)]:0} ms, {refused} refused{(refused == 0 ? "" : $", the last after {lastRefused:0.0} s")}";
    }

    private static async Task<bool> TryReadAsync(ClusterRun run, UserRepClient client, string user)
    {
        try
        {
            await client.GetAsync(user, new GetOptions { MinPosition = run.Ledger.LastOf(user) }, CancellationToken.None);
            return true;
        }
        catch (UserRepClientException error)
        {
            run.Setting.Say($"{error.GetType().Name}: {error.Message}");
            return false;
        }
    }
}
