namespace UserRep.Training.Simulation;

/// <summary>A simulated person, hidden truth included. What the data set tells of country and age may be less.</summary>
internal sealed class Listener
{
    private const double MeanExtraInterests = 1.5;
    private const int MaxFirstInterests = 5;

    private Listener(int country, int ageBand, Habits habits) => (Country, AgeBand, Habits) = (country, ageBand, habits);

    public int Country { get; }

    public int AgeBand { get; }

    public Habits Habits { get; }

    public List<Interest> Interests { get; } = [];

    public static Listener Draw(SeededRandom random)
    {
        Listener listener = new(Countries.Table.Draw(random), AgeBands.Table.Draw(random), Habits.Draw(random));
        int interests = Math.Min(2 + (int)random.Exponential(MeanExtraInterests), MaxFirstInterests);
        while (interests-- > 0 && InterestDraw.Another(listener, random) is { } interest)
        {
            Drift.Settle(interest, random);
            listener.Interests.Add(interest);
        }

        return listener;
    }

    /// <summary>What a session, or one onboarding pick, is about.</summary>
    public Interest DrawInterest(SeededRandom random)
    {
        Span<double> weights = stackalloc double[Interests.Count];
        for (int i = 0; i < weights.Length; i++)
            weights[i] = Math.Exp(Interests[i].LogWeight);
        return Interests[WeightedChoice.Draw(weights, random)];
    }
}
