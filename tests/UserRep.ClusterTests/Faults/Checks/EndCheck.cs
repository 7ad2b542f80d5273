using System.Net.Http.Json;
using System.Text.Json;
using UserRep.Client;
using UserRep.ClusterTests.Faults.Ledgers;
using UserRep.ClusterTests.Silos;

namespace UserRep.ClusterTests.Faults.Checks;

/// <summary>Asks every silo for every user once it is over: each has all of the log, each event counted once.</summary>
internal static class EndCheck
{
    /// <returns>What is wrong, the vectors read, and how many events were counted beyond those there are.</returns>
    public static async Task<(IReadOnlyList<string> Broken, IReadOnlyList<Answer> Answers, int Doubled)> CheckAsync(
        IEnumerable<SiloNode> silos, Logged logged, IReadOnlyCollection<string> versions)
    {
        List<string> broken = [];
        List<Answer> answers = [];
        int doubled = 0;
        foreach (SiloNode silo in silos)
        {
            await using UserRepClient client = silo.Client();
            foreach (string version in versions)
            {
                foreach ((string user, long last) in logged.Users.Select(u => (u.Key, u.Value[^1].Offset)))
                {
                    UserVector read = await client.GetAsync(user, new GetOptions { Version = version, MinPosition = last });
                    answers.Add(new Answer(user, read.Version, read.Position, read.AsOf.ToUnixTimeMilliseconds(), read.Vector.ToArray()));
                    if (read.Position != last || read.Version != version)
                    {
                        broken.Add($"I6: silo {silo.Number} has {user} of {read.Version} at {read.Position}, asked for {version} at {last}.");
                    }
                }
            }
        }

        foreach ((string user, int count) in logged.Users.Select(u => (u.Key, u.Value.Length)))
        {
            long counted = (await silos.First().Rest.GetFromJsonAsync<JsonElement>($"/v1/users/{user}")).GetProperty("eventCount").GetInt64();
            if (counted != count)
            {
                doubled += (int)Math.Max(0, counted - count);
                broken.Add($"I2: {user} has {count} events in the log and {counted} in its state.");
            }
        }

        return (broken, answers, doubled);
    }
}
