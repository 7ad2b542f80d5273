using UserRep.Training.Datasets;
using UserRep.Training.Simulation;

namespace UserRep.Tests.Training.Simulation;

/// <summary>A small simulated population, made once for the tests that look at its patterns.</summary>
public sealed class Population
{
    internal SimulationOptions Options { get; } = new() { Users = 3_000, Items = 2_000, Days = 365, Seed = 11, MeanEventsPerUser = 80 };

    internal IReadOnlyList<ItemInfo> Items { get; }

    internal IReadOnlyList<UserHistory> Users { get; }

    /// <summary>Gets for each item the number of its first genre.</summary>
    internal IReadOnlyList<int> Genre { get; }

    internal int Genres { get; }

    public Population()
    {
        ListeningSimulator simulator = new(Options);
        Items = [.. simulator.Items()];
        Users = [.. simulator.Users()];
        string[] names = [.. Items.Select(item => item.Tags[0])];
        string[] distinct = [.. names.Distinct()];
        Genre = [.. names.Select(name => Array.IndexOf(distinct, name))];
        Genres = distinct.Length;
    }

    internal static EventRow[] Plays(UserHistory user) =>
        [.. user.Events.ToArray().Where(row => row.Type is EventTypes.Listen or EventTypes.Skip)];

    /// <summary>Shares of genres among plays.</summary>
    internal double[] GenreShares(IEnumerable<EventRow> plays)
    {
        double[] shares = new double[Genres];
        int count = 0;
        foreach (EventRow play in plays)
        {
            shares[Genre[play.Item]]++;
            count++;
        }

        return [.. shares.Select(share => share / Math.Max(1, count))];
    }

    internal static double Cosine(double[] left, double[] right)
    {
        double dot = left.Zip(right, (a, b) => a * b).Sum();
        return dot / Math.Sqrt(left.Sum(a => a * a) * right.Sum(b => b * b));
    }
}
