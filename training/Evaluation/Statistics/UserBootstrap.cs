namespace UserRep.Training.Evaluation.Statistics;

/// <summary>Paired intervals over users of any figure that can be computed from how often each user counts.</summary>
internal static class UserBootstrap
{
    /// <param name="users">The users to draw from.</param>
    /// <param name="methods">Per method, its figure for given weights, indexed by user.</param>
    /// <param name="options">Replicates, confidence, seed.</param>
    public static PairedReplicates Run(int[] users, IReadOnlyList<(string Name, Func<int[], double> Figure)> methods, BootstrapOptions options)
    {
        int weightCount = users.Length == 0 ? 0 : users.Max() + 1;
        int[] once = new int[weightCount];
        foreach (int user in users)
        {
            once[user] = 1;
        }

        double[][] replicates = [.. methods.Select(_ => new double[options.Replicates])];
        Parallel.For(0, options.Replicates, r =>
        {
            int[] weights = new BootstrapDraw(users, weightCount, 0, 0, options.Seed, r).Weights;
            for (int m = 0; m < methods.Count; m++)
            {
                replicates[m][r] = methods[m].Figure(weights);
            }
        });
        return new PairedReplicates([.. methods.Select(m => m.Name)], [.. methods.Select(m => m.Figure(once))], replicates, options.Confidence);
    }

    /// <summary>The weighted mean of one number per user.</summary>
    public static double Mean(ReadOnlySpan<double> values, ReadOnlySpan<int> weights)
    {
        (double sum, long count) = (0, 0);
        for (int i = 0; i < weights.Length; i++)
        {
            if (weights[i] > 0)
            {
                sum += weights[i] * values[i];
                count += weights[i];
            }
        }

        return sum / count;
    }
}
