namespace UserRep.Training.Simulation;

/// <summary>Draws an index in proportion to its weight from a few weights that are used once.</summary>
internal static class WeightedChoice
{
    /// <summary>An index, or -1 if all weights are zero.</summary>
    public static int Draw(ReadOnlySpan<double> weights, SeededRandom random)
    {
        double sum = 0;
        foreach (double weight in weights)
            sum += weight;
        double left = random.NextDouble() * sum;
        int last = -1;
        for (int i = 0; i < weights.Length; i++)
        {
            if (weights[i] <= 0)
                continue;
            last = i;
            left -= weights[i];
            if (left < 0)
                break;
        }

        return last;
    }
}
