using System.Text;

namespace UserRep.ClusterTests.Faults.Rows;

/// <summary>Requests that make no sense come all the time: each is refused, and nobody else notices.</summary>
internal sealed class PoisonData : ClusterFault
{
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
        run.Phases.End();
    }
}
