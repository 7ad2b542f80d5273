using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using UserRep.Client;
using UserRep.ClusterTests.Faults.Ledgers;
using UserRep.ClusterTests.Silos;

namespace UserRep.ClusterTests.Faults.Checks;

/// <summary>Asks every silo once it is over: each has all of the log, each event counted once, and serves the version that is current.</summary>
internal static class EndCheck
{
    // Of users beyond those of the callers, of whom there may be hundreds of thousands.
    private const int MostOthers = 2_000;
    private const int AtOnce = 16;

    /// <param name="silos">The silos.</param>
    /// <param name="logged">All that is in the log.</param>
    /// <param name="versions">The versions that are served.</param>
    /// <param name="current">The one that is current.</param>
    /// <param name="random">Which of many users are asked for.</param>
    /// <returns>What is wrong, the vectors read, and how many events were counted beyond those there are.</returns>
    public static async Task<(IReadOnlyList<string> Broken, IReadOnlyList<Answer> Answers, int Doubled)> CheckAsync(
        IReadOnlyList<SiloNode> silos, Logged logged, IReadOnlyCollection<string> versions, string current, Random random)
    {
        ConcurrentQueue<string> broken = [];
        ConcurrentQueue<Answer> answers = [];
        int doubled = 0;
        string[] users = Asked(logged, random);
        foreach (SiloNode silo in silos)
        {
            await using UserRepClient client = silo.Client();
            foreach (string? version in (string?[])[.. versions, null])
            {
                await EachAsync(users, async user =>
                {
                    long last = logged.Users[user][^1].Offset;
                    UserVector read = await client.GetAsync(user, new GetOptions { Version = version, MinPosition = last });
                    answers.Enqueue(new Answer(user, read.Version, read.Position, read.AsOf.ToUnixTimeMilliseconds(), read.Vector.ToArray()));
                    if (read.Position != last)
                    {
                        broken.Enqueue($"I6: silo {silo.Number} has {user} of {read.Version} at {read.Position}, asked for at {last}.");
                    }

                    if (read.Version != (version ?? current))
                    {
                        broken.Enqueue($"I7: silo {silo.Number} answers {user} of {read.Version}, asked for {version ?? $"the current version, which is {current}"}.");
                    }
                });
            }

            await EachAsync(users, async user =>
            {
                int count = logged.Users[user].Length;
                long counted = (await silo.Rest.GetFromJsonAsync<JsonElement>($"/v1/users/{user}")).GetProperty("eventCount").GetInt64();
                if (counted != count)
                {
                    Interlocked.Add(ref doubled, (int)Math.Max(0, counted - count));
                    broken.Enqueue($"I2: {user} has {count} events in the log and {counted} in its state, as silo {silo.Number} says.");
                }
            });
        }

        return ([.. broken], [.. answers], doubled);
    }

    /// <summary>All users of the callers, and some of the others.</summary>
    private static string[] Asked(Logged logged, Random random)
    {
        string[] others = [.. logged.Users.Keys.Where(user => !Workload.IsUser(user)).Order(StringComparer.Ordinal)];
        random.Shuffle(others);
        return [.. logged.Users.Keys.Where(Workload.IsUser), .. others.Take(MostOthers)];
    }

    private static Task EachAsync(string[] users, Func<string, Task> ask) =>
        Parallel.ForEachAsync(users, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (user, _) => await ask(user));
}
