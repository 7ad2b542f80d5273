using UserRep.Training.Datasets;

namespace UserRep.Training.Evaluation.Neighbours;

/// <summary>Chooses whom to compare.</summary>
internal static class NeighbourSample
{
    /// <summary>
    /// Users with an event at or before the moment, drawn and put in random order, seeded. Methods give one row per user in this order;
    /// being random, it also breaks ties between equally near neighbours without favour.
    /// </summary>
    public static int[] Choose(EventTable table, long momentMs, NeighbourOptions options)
    {
        int[] users = [.. Enumerable.Range(0, table.UserCount).Where(u => HasHistory(table, u, momentMs))];
        new Random(options.Seed).Shuffle(users);
        return users[..Math.Min(users.Length, options.MaximumUsers)];
    }

    private static bool HasHistory(EventTable table, int user, long momentMs)
    {
        Range range = table.EventsOf(user);
        return range.End.Value > range.Start.Value && table.TimesMs[range.Start.Value] <= momentMs;
    }
}
