using UserRep.Training.Datasets;

namespace UserRep.Training.Tastes;

/// <summary>The kinds of thing that users may have in common: items, and the tags of every prefix.</summary>
internal sealed class TasteKinds
{
    private const int FavouriteItems = 5;
    private const int FavouriteTags = 3;

    private readonly EventTable _table;
    private readonly (Func<int, IReadOnlyList<int>> ElementsOf, int Count)[] _kinds;

    public TasteKinds(EventTable table)
    {
        TagIndex tags = new(table.Catalogue);
        _table = table;
        _kinds = [(item => [item], FavouriteItems), .. tags.Prefixes.Select(prefix => (ElementsOf(tags, prefix), FavouriteTags))];
    }

    /// <summary>Per kind, the favourites of a stretch of one user's events.</summary>
    /// <param name="events">The events, by index in the table.</param>
    public int[][] Of(Range events) => [.. _kinds.Select(kind => Favourites.Of(_table, events, kind.ElementsOf, kind.Count))];

    private static Func<int, IReadOnlyList<int>> ElementsOf(TagIndex tags, string prefix) => item => tags.TagsOf(prefix, item);
}
