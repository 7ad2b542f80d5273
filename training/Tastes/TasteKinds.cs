using UserRep.Training.Datasets;

namespace UserRep.Training.Tastes;

/// <summary>The kinds of thing that users may have in common: items, and the tags of every prefix that the index keeps.</summary>
internal sealed class TasteKinds
{
    public const int FavouriteItems = 5;
    public const int FavouriteTags = 3;

    private readonly EventTable _table;
    private readonly (string Name, Func<int, IReadOnlyList<int>> ElementsOf, int Count)[] _kinds;

    /// <param name="table">The data set.</param>
    /// <param name="items">How many items are a user's favourites.</param>
    /// <param name="tags">How many tags of one prefix are.</param>
    public TasteKinds(EventTable table, int items = FavouriteItems, int tags = FavouriteTags)
    {
        TagIndex index = new(table.Catalogue);
        _table = table;
        _kinds = [("items", item => [item], items), .. index.Prefixes.Select(prefix => (prefix, ElementsOf(index, prefix), tags))];
        Names = [.. _kinds.Select(kind => kind.Name)];
    }

    /// <summary>Gets the kinds' names: <c>items</c>, then the prefixes.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Per kind, the favourites of a stretch of one user's events.</summary>
    /// <param name="events">The events, by index in the table.</param>
    public int[][] Of(Range events) => [.. Enumerable.Range(0, _kinds.Length).Select(kind => Of(kind, events))];

    /// <summary>The favourites of one kind.</summary>
    public int[] Of(int kind, Range events) => Favourites.Of(_table, events, _kinds[kind].ElementsOf, _kinds[kind].Count);

    private static Func<int, IReadOnlyList<int>> ElementsOf(TagIndex index, string prefix) => item => index.TagsOf(prefix, item);
}
