namespace UserRep.Training.Simulation;

/// <summary>
/// How tastes move: weights and offsets of interests follow Ornstein-Uhlenbeck processes, stepped exactly over any number of days,
/// so that a listener who was away for months comes back changed by months.
/// </summary>
internal static class Drift
{
    public const double WeightSpread = 1.0;
    public const double OffsetSpread = 0.45;

    private const double WeightMemoryDays = 75;
    private const double OffsetMemoryDays = 150;
    private const double NewInterestMeanDays = 100;

    // A new interest pushes out the faintest old one beyond this.
    private const int MaxInterests = 6;
    private const double NewInterestLogWeight = 1.5;

    public static void Settle(Interest interest, SeededRandom random)
    {
        interest.LogWeight = WeightSpread * random.Gaussian();
        Move(interest.Offset, 0, random);
    }

    public static void Step(Listener listener, double days, SeededRandom random)
    {
        double keptWeight = Math.Exp(-days / WeightMemoryDays);
        double keptOffset = Math.Exp(-days / OffsetMemoryDays);
        foreach (Interest interest in listener.Interests)
        {
            interest.LogWeight = (keptWeight * interest.LogWeight) + (WeightSpread * Innovation(keptWeight) * random.Gaussian());
            Move(interest.Offset, keptOffset, random);
        }

        if (random.Chance(1 - Math.Exp(-days / NewInterestMeanDays)))
            Discover(listener, random);
    }

    private static void Move(float[] offset, double kept, SeededRandom random)
    {
        double scale = OffsetSpread / Math.Sqrt(offset.Length) * Innovation(kept);
        for (int i = 0; i < offset.Length; i++)
            offset[i] = (float)((kept * offset[i]) + (scale * random.Gaussian()));
    }

    private static double Innovation(double kept) => Math.Sqrt(1 - (kept * kept));

    private static void Discover(Listener listener, SeededRandom random)
    {
        Interest? interest = InterestDraw.Another(listener, random);
        if (interest is null)
            return;
        Settle(interest, random);
        interest.LogWeight = NewInterestLogWeight;
        if (listener.Interests.Count >= MaxInterests)
            listener.Interests.Remove(listener.Interests.MinBy(old => old.LogWeight)!);
        listener.Interests.Add(interest);
    }
}
