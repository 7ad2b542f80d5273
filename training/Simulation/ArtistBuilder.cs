namespace UserRep.Training.Simulation;

/// <summary>Invents artists until they fill the catalogue.</summary>
internal sealed class ArtistBuilder(TasteSpace space, SeededRandom random)
{
    private const double ArtistSpread = 0.55;
    private const double SecondGenreChance = 0.2;
    private const double HomeGenreChance = 0.7;
    private const double MeanExtraTracks = 9;
    private const int MaxTracks = 120;

    private static readonly AliasTable GenreTable = new([.. Genres.All.Select(genre => genre.Share)]);

    // An artist's country is drawn among those that favour the genre, where there are such.
    private static readonly int[][] Homes = [.. Genres.All.Select(CountriesThatFavour)];

    public Artist[] Build(int items)
    {
        List<Artist> artists = [];
        for (int next = 0; next < items; next = artists[^1].EndItem)
            artists.Add(Invent(artists.Count, next, items));
        return [.. artists];
    }

    private Artist Invent(int number, int firstItem, int items)
    {
        int genre = GenreTable.Draw(random);
        int[] relatives = Genres.Relatives[genre];
        int second = relatives[random.NextInt(relatives.Length)];
        bool hasSecond = second != genre && random.Chance(SecondGenreChance);
        int tracks = Math.Min(1 + (int)random.Exponential(MeanExtraTracks), MaxTracks);
        return new Artist(
            ArtistNames.Name(number), genre, hasSecond ? second : null, Home(genre), firstItem,
            Math.Min(firstItem + tracks, items), Taste(genre, hasSecond ? second : genre), random.Gaussian());
    }

    private float[] Taste(int genre, int second)
    {
        Span<float> origin = stackalloc float[TasteSpace.Dimensions];
        for (int i = 0; i < origin.Length; i++)
            origin[i] = (0.65f * space.Centre(genre)[i]) + (0.35f * space.Centre(second)[i]);
        return TasteSpace.Near(origin, ArtistSpread, random);
    }

    private int Home(int genre)
    {
        int[] homes = Homes[genre];
        return homes.Length > 0 && random.Chance(HomeGenreChance) ? homes[random.NextInt(homes.Length)] : Countries.Table.Draw(random);
    }

    private static int[] CountriesThatFavour(GenreProfile genre) =>
        [.. Enumerable.Range(0, Countries.All.Length).Where(country => Countries.All[country].Favours.Contains(genre.Name))];
}
