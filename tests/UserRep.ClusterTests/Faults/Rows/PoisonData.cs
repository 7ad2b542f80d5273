using System.Text;
using UserRep.EventLog.Partitions;

namespace UserRep.ClusterTests.Faults.Rows;

/// <summary>
/// Requests that make no sense come all the time, and a row of the log is damaged so that its user's state cannot be built: the requests are refused, and
/// nobody but that user notices.
/// </summary>
internal sealed class PoisonData : DatabaseFault
{
    private const string Victim = "user-7";

    private static readonly string[] _requests =
    [
        "{", "[]", "null", "[{\"userId\":\"a\"}]", "[{\"userId\":\"a\",\"eventId\":\"1\",\"type\":\"nonsense\"}]",
        "[{\"userId\":\"a\",\"eventId\":\"1\",\"type\":\"play\",\"value\":\"NaN\"}]",
        "[{\"userId\":\"a\",\"eventId\":\"1\",\"type\":\"play\",\"value\":1e999}]",
        "[{\"userId\":\"a\",\"eventId\":\"1\",\"type\":\"play\",\"timestamp\":\"2999-01-01T00:00:00Z\"}]",
        "[{\"userId\":\"\",\"eventId\":\"1\",\"type\":\"play\"}]",
        $"[{{\"userId\":\"{new string('x', 1_000_000)}\",\"eventId\":\"1\",\"type\":\"play\"}}]",
    ];

    public override string Name => "poison-data";

    protected override async Task InflictAsync(ClusterRun run)
    {
        PartitionMap map = new(PartitionMap.DefaultPartitions);
        run.Phases.Touch((user, _) => user == Victim);
        run.Touch(run.Cluster.Silos[0]);

        // Its users' states are built from the log again, where the row is.
        string row = $"partition = {map.PartitionOf(Victim)} AND user_key = (SELECT user_key FROM log_user WHERE user_id = '{Victim}')";
        await Database.ExecuteAsync($"UPDATE log_event SET attributes = '\\xffffff' WHERE {row}");
        await run.Cluster.Silos[0].KillAsync();
        await run.GivenUpAsync(run.Cluster.Silos[0]);
        run.Cluster.Silos[0].Start();
        await run.Cluster.Silos[0].ReadyAsync();

        int refused = 0;
        for (int i = 0; i < run.Setting.Long(2_000, 200); i++)
        {
            using StringContent body = new(_requests[run.Random.Next(_requests.Length)], Encoding.UTF8, "application/json");
            using HttpResponseMessage answer = await run.Cluster.Silos[run.Random.Next(3)].Rest.PostAsync("/v1/events", body);
            if ((int)answer.StatusCode is not (>= 400 and < 500))
            {
                throw new InvalidOperationException($"{await body.ReadAsStringAsync()} was answered with {answer.StatusCode}.");
            }

            refused++;
        }

        run.Notes.Add($"{refused} requests were refused");
        await Database.ExecuteAsync($"UPDATE log_event SET attributes = NULL WHERE {row}");
        run.Phases.End();
    }
}
