namespace UserRep.Training.Simulation;

/// <summary>How a listener chooses, apart from taste.</summary>
/// <param name="Repeat">Share of plays that are old favourites.</param>
/// <param name="Charts">Share of plays that come from what everybody plays.</param>
/// <param name="Explore">Share of plays that come from the long tail.</param>
/// <param name="Activity">Sessions a day relative to the average listener; log-normal with mean 1.</param>
internal sealed record Habits(double Repeat, double Charts, double Explore, double Activity)
{
    private const double ActivitySpread = 0.9;

    public static Habits Draw(SeededRandom random)
    {
        double explore = random.NextDouble();
        return new Habits(
            random.Between(0.2, 0.7),
            random.Between(0.02, 0.2),
            0.25 * explore * explore,
            Math.Exp((ActivitySpread * random.Gaussian()) - (ActivitySpread * ActivitySpread / 2)));
    }
}
