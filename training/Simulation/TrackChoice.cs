namespace UserRep.Training.Simulation;

/// <summary>
/// Chooses the next track: a few candidates drawn in constant time, then a softmax over how well they match the mood.
/// The cost does not depend on the size of the catalogue.
/// </summary>
internal sealed class TrackChoice(Catalogue catalogue)
{
    private const int Candidates = 6;
    private const double Pickiness = 8;
    private const double HomeBonus = 1.7;
    private const double NewBonus = 2.5;
    private const double ArtistRunChance = 0.15;
    private const long NewForMs = 30 * TimeUnits.DayMs;

    public int Next(int country, Habits habits, Mood mood, ReadOnlySpan<int> played, long timeMs, SeededRandom random)
    {
        CandidateSource source = Source(habits, played.Length > 0, random);
        Span<int> items = stackalloc int[Candidates];
        Span<double> weights = stackalloc double[Candidates];
        for (int i = 0; i < Candidates; i++)
        {
            items[i] = Draw(source, mood.Genre, played, random);
            weights[i] = played.Contains(items[i]) ? 0 : Weight(items[i], country, mood, timeMs);
        }

        int choice = WeightedChoice.Draw(weights, random);
        return choice < 0 ? Anything(played, timeMs, random) : items[choice];
    }

    public double Match(int item, Mood mood) => TasteSpace.Dot(catalogue.TasteOf(item), mood.Spot);

    // In a small catalogue all candidates may have been played just now or not be out yet.
    private int Anything(ReadOnlySpan<int> played, long timeMs, SeededRandom random)
    {
        int start = catalogue.All.DrawPopular(random);
        for (int i = 0; i < catalogue.Count; i++)
        {
            int item = (start + i) % catalogue.Count;
            if (catalogue.ReleasedMs(item) <= timeMs && !played.Contains(item))
                return item;
        }

        // Always out.
        return 0;
    }

    private static CandidateSource Source(Habits habits, bool hasPlayed, SeededRandom random)
    {
        double roll = random.NextDouble();
        if (roll < habits.Charts)
            return CandidateSource.Charts;
        if (roll < habits.Charts + habits.Explore)
            return CandidateSource.LongTail;
        return hasPlayed && roll > 1 - ArtistRunChance ? CandidateSource.Artist : CandidateSource.Genre;
    }

    private int Draw(CandidateSource source, int genre, ReadOnlySpan<int> played, SeededRandom random)
    {
        switch (source)
        {
            case CandidateSource.Charts:
                return catalogue.All.DrawPopular(random);
            case CandidateSource.LongTail:
                return catalogue.OfGenre(genre).DrawAny(random);
            case CandidateSource.Artist:
                Artist artist = catalogue.ArtistOf(played[^1]);
                return artist.FirstItem + random.NextInt(artist.EndItem - artist.FirstItem);
            default:
                return catalogue.OfGenre(genre).DrawPopular(random);
        }
    }

    private double Weight(int item, int country, Mood mood, long timeMs)
    {
        long released = catalogue.ReleasedMs(item);
        if (released > timeMs)
            return 0;
        double weight = Math.Exp(Pickiness * Match(item, mood));
        if (catalogue.ArtistOf(item).Country == country)
            weight *= HomeBonus;
        return released > timeMs - NewForMs ? weight * NewBonus : weight;
    }
}
