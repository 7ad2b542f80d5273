using UserRep.Training.Datasets;

namespace UserRep.Training.Tastes;

/// <summary>What a user took most often within a stretch of events; among equals, what was taken last.</summary>
internal static class Favourites
{
    /// <param name="table">The data set.</param>
    /// <param name="events">Events of one user, by index in the table.</param>
    /// <param name="elementsOf">What an item counts for: itself, or its tags.</param>
    /// <param name="count">How many favourites.</param>
    public static int[] Of(EventTable table, Range events, Func<int, IReadOnlyList<int>> elementsOf, int count)
    {
        Dictionary<int, (int Times, int Last)> seen = [];
        for (int i = events.Start.Value; i < events.End.Value; i++)
        {
            if (table.Items[i] >= 0)
            {
                foreach (int element in elementsOf(table.Items[i]))
                {
                    seen[element] = (seen.GetValueOrDefault(element).Times + 1, i);
                }
            }
        }

        return [.. seen.OrderByDescending(e => e.Value.Times).ThenByDescending(e => e.Value.Last).ThenBy(e => e.Key).Take(count).Select(e => e.Key)];
    }
}
