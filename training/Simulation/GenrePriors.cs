namespace UserRep.Training.Simulation;

/// <summary>Which genres a listener of a country and an age band comes to like, before anything else is known.</summary>
internal static class GenrePriors
{
    // Strong enough that a profile says something, weak enough that it never says it all.
    private const double CountryLift = 6;
    private const double AgeLift = 3;

    private static readonly AliasTable[,] Tables = Build();

    public static int Draw(int country, int ageBand, SeededRandom random) => Tables[country, ageBand].Draw(random);

    private static AliasTable[,] Build()
    {
        AliasTable[,] tables = new AliasTable[Countries.All.Length, AgeBands.All.Length];
        for (int country = 0; country < Countries.All.Length; country++)
        {
            for (int band = 0; band < AgeBands.All.Length; band++)
                tables[country, band] = new AliasTable(Weights(Countries.All[country].Favours, AgeBands.All[band].Favours));
        }

        return tables;
    }

    private static double[] Weights(string[] countryFavours, string[] ageFavours)
    {
        double[] weights = [.. Genres.All.Select(genre => genre.Share)];
        foreach (string genre in countryFavours)
            weights[Genres.IndexOf(genre)] *= CountryLift;
        foreach (string genre in ageFavours)
            weights[Genres.IndexOf(genre)] *= AgeLift;
        return weights;
    }
}
