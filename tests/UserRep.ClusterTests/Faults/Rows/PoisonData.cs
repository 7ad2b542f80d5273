using System.Text;
using UserRep.Client;
using UserRep.ClusterTests.Silos;
using UserRep.Tests.Deploy;

namespace UserRep.ClusterTests.Faults.Rows;

/// <summary>
/// Requests that make no sense come all the time: each is refused, and nobody else notices. Then rows of the log are spoilt while all silos are down: they
/// come back all the same, and everybody is what the log says that can be read.
/// </summary>
internal sealed class PoisonData : DatabaseFault
{
    private const int Spoilt = 50;
    private const int EventsEach = 3;

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
        await SpoilAsync(run);
    }

    /// <summary>Users of whom nobody has read anything yet: what was read before a row is spoilt has its event, and what is read after has not.</summary>
    private async Task SpoilAsync(ClusterRun run)
    {
        await using (UserRepClient client = run.Cluster.Silos[0].Client())
        {
            UserEvent[] events = [.. Enumerable.Range(0, Spoilt * EventsEach).Select(i => new UserEvent { UserId = $"spoilt-{i % Spoilt}", EventId = $"{i}", Type = "play", ItemId = $"item-{i % 20}" })];
            run.Ledger.Sent(events);
            run.Ledger.Took(await client.PublishAsync(events));
        }

        run.TouchAll();
        await Task.WhenAll(run.Cluster.Silos.Select(silo => silo.KillAsync()));
        await Database.ExecuteAsync(
            """
            UPDATE log_event SET attributes = '{'
            WHERE (user_key, event_offset) IN (SELECT e.user_key, max(e.event_offset) FROM log_event e JOIN log_user u ON u.user_key = e.user_key WHERE u.user_id LIKE 'spoilt-%' GROUP BY 1);
            DELETE FROM user_snapshot WHERE user_id LIKE 'spoilt-%'
            """);
        foreach (SiloNode silo in run.Cluster.Silos)
        {
            silo.Start();
        }

        run.Phases.End();
        await run.CallersNoticeAsync();
        await run.ReadyAsync();
        double met = 0;
        foreach (SiloNode silo in run.Cluster.Silos)
        {
            met += Scrape.Parse(await silo.Rest.GetStringAsync("/metrics")).Value("userrep_log_damaged_total{}");
        }

        run.Notes.Add($"{Spoilt} rows were spoilt");
        if (met == 0)
        {
            throw new InvalidOperationException("No silo says that it met a spoilt row.");
        }
    }
}
