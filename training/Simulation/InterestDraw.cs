namespace UserRep.Training.Simulation;

/// <summary>Which genre a listener turns to next: often a relative of one already liked, otherwise by country and age.</summary>
internal static class InterestDraw
{
    private const double RelativeChance = 0.4;
    private const int Tries = 8;

    /// <summary>An interest in a genre that the listener does not have yet, or null if none turned up.</summary>
    public static Interest? Another(Listener listener, SeededRandom random)
    {
        for (int attempt = 0; attempt < Tries; attempt++)
        {
            int genre = Candidate(listener, random);
            if (!listener.Interests.Exists(interest => interest.Genre == genre))
                return new Interest(genre);
        }

        return null;
    }

    private static int Candidate(Listener listener, SeededRandom random)
    {
        if (listener.Interests.Count == 0 || !random.Chance(RelativeChance))
            return GenrePriors.Draw(listener.Country, listener.AgeBand, random);
        int[] relatives = Genres.Relatives[listener.Interests[random.NextInt(listener.Interests.Count)].Genre];
        return relatives[random.NextInt(relatives.Length)];
    }
}
