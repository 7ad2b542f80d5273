using UserRep.Training.Datasets;

namespace UserRep.Training.Simulation;

/// <summary>All tracks, in memory, as arrays by item number: what a choice reads lies close together.</summary>
internal sealed class Catalogue
{
    private readonly Artist[] _artists;
    private readonly int[] _artistOfItem;
    private readonly short[] _years;
    private readonly float[] _tastes;
    private readonly long[] _releasedMs;
    private readonly ItemPool _all;
    private readonly ItemPool[] _byGenre;

    public Catalogue(CatalogueParts parts)
    {
        _artists = parts.Artists;
        _artistOfItem = parts.ArtistOfItem;
        _years = parts.Years;
        _tastes = parts.Tastes;
        _releasedMs = parts.ReleasedMs;
        _all = new ItemPool([.. Enumerable.Range(0, Count)], parts.Popularity);
        _byGenre = new ItemPool[Genres.All.Length];
        // A small catalogue may lack a genre; its listeners then choose from everything.
        Array.Fill(_byGenre, _all);
        foreach (IGrouping<int, int> genre in Enumerable.Range(0, Count).GroupBy(item => ArtistOf(item).Genre))
            _byGenre[genre.Key] = new ItemPool([.. genre], parts.Popularity);
    }

    public int Count => _artistOfItem.Length;

    public ItemPool All => _all;

    public ItemPool OfGenre(int genre) => _byGenre[genre];

    public Artist ArtistOf(int item) => _artists[_artistOfItem[item]];

    public ReadOnlySpan<float> TasteOf(int item) => _tastes.AsSpan(item * TasteSpace.Dimensions, TasteSpace.Dimensions);

    /// <summary>When the track came out, milliseconds since 1970 UTC; <see cref="long.MinValue"/> if before the span.</summary>
    public long ReleasedMs(int item) => _releasedMs[item];

    public ItemInfo Describe(int item)
    {
        Artist artist = ArtistOf(item);
        List<string> tags = [$"genre:{Genres.All[artist.Genre].Name}"];
        if (artist.SecondGenre is { } second)
            tags.Add($"genre:{Genres.All[second].Name}");
        tags.Add($"decade:{_years[item] / 10 * 10}s");
        tags.Add($"artist:{artist.Name}");
        tags.Add($"country:{Countries.All[artist.Country].Code}");
        return new ItemInfo($"track-{item:D6}", tags);
    }
}
