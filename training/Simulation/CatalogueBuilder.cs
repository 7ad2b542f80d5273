namespace UserRep.Training.Simulation;

/// <summary>Makes the catalogue: an artist's tracks lie near the artist, a few are known to all and most to few.</summary>
internal sealed class CatalogueBuilder(SimulationOptions options, TasteSpace space, SeededRandom random)
{
    private const double TrackSpread = 0.35;
    private const double YearSpread = 9;
    private const int FirstYear = 1950;
    private const double NewTrackShare = 0.2;

    // weight = (rank + shift)^-exponent, Zipf-Mandelbrot: without the shift the first track alone would fill the charts.
    private const double PopularityExponent = 1.1;
    private const double PopularityShiftShare = 0.0005;

    public Catalogue Build()
    {
        Artist[] artists = new ArtistBuilder(space, random).Build(options.Items);
        CatalogueParts parts = Empty(artists, options.Items);
        double[] fame = new double[options.Items];
        for (int number = 0; number < artists.Length; number++)
        {
            for (int item = artists[number].FirstItem; item < artists[number].EndItem; item++)
            {
                AddTrack(parts, item, number);
                fame[item] = artists[number].Fame + random.Gaussian();
            }
        }

        RankByFame(fame, parts.Popularity);
        return new Catalogue(parts);
    }

    private static CatalogueParts Empty(Artist[] artists, int items) =>
        new(artists, new int[items], new short[items], new float[items * TasteSpace.Dimensions], new long[items], new double[items]);

    private void AddTrack(CatalogueParts parts, int item, int artist)
    {
        parts.ArtistOfItem[item] = artist;
        Span<float> taste = parts.Tastes.AsSpan(item * TasteSpace.Dimensions, TasteSpace.Dimensions);
        TasteSpace.Near(parts.Artists[artist].Taste, TrackSpread, random, taste);
        // The first track is never new, so that there is always something to play.
        bool isNew = item > 0 && random.Chance(NewTrackShare);
        parts.ReleasedMs[item] = isNew ? ReleaseInSpan() : long.MinValue;
        parts.Years[item] = isNew ? YearOf(parts.ReleasedMs[item]) : OlderYear(parts.Artists[artist].Genre);
    }

    private long ReleaseInSpan() => options.StartMs + (random.NextInt(options.Days) * TimeUnits.DayMs);

    private static short YearOf(long timeMs) => (short)DateTimeOffset.FromUnixTimeMilliseconds(timeMs).Year;

    private short OlderYear(int genre)
    {
        int year = (int)(Genres.All[genre].PeakYear + (YearSpread * random.Gaussian()));
        return (short)Math.Clamp(year, FirstYear, Math.Max(FirstYear, options.Start.Year - 1));
    }

    private static void RankByFame(double[] fame, double[] popularity)
    {
        int[] ranked = [.. Enumerable.Range(0, fame.Length).OrderByDescending(item => fame[item])];
        double shift = 1 + (PopularityShiftShare * fame.Length);
        for (int rank = 0; rank < ranked.Length; rank++)
            popularity[ranked[rank]] = Math.Pow(rank + shift, -PopularityExponent);
    }
}
