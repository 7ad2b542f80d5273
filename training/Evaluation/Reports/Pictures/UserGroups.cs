using UserRep.Training.Datasets;
using UserRep.Training.Evaluation.UserFeatures;
using UserRep.Training.Tastes;

namespace UserRep.Training.Evaluation.Reports.Pictures;

/// <summary>What to colour users by: the favourite tag up to a moment, or where items have no tags the cluster of items used most.</summary>
internal static class UserGroups
{
    private const string Preferred = "genre";
    private const int Clusters = 6;

    /// <param name="table">The data set.</param>
    /// <param name="vectors">One row per user.</param>
    /// <param name="users">The users of the rows.</param>
    /// <param name="momentMs">The moment of the vectors.</param>
    /// <param name="items">Item vectors, which clusters are made of.</param>
    public static Projection Of(EventTable table, UserMatrix vectors, int[] users, long momentMs, ItemMatrix items)
    {
        TagIndex tags = new(table.Catalogue);
        string? prefix = tags.Prefixes.Contains(Preferred) ? Preferred : tags.Prefixes.FirstOrDefault();
        if (prefix is not null)
        {
            return new Projection(vectors, Name(table, users, momentMs, i => tags.TagsOf(prefix, i), tags.NameOf), $"Favourite {prefix}");
        }

        int[] clusters = ItemClusters.Find(items, Clusters);
        int[] Cluster(int item) => clusters[item] < 0 ? [] : [clusters[item]];
        return new Projection(vectors, Name(table, users, momentMs, Cluster, c => $"cluster {c + 1}"), "Most used item cluster");
    }

    private static string?[] Name(EventTable table, int[] users, long momentMs, Func<int, IReadOnlyList<int>> elementsOf, Func<int, string> nameOf) =>
        [.. users.Select(user => Favourites.Of(table, table.EventsOf(user).Start..table.EndAt(user, momentMs), elementsOf, 1) is [int favourite] ? nameOf(favourite) : null)];
}
