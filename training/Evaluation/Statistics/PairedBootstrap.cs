namespace UserRep.Training.Evaluation.Statistics;

/// <summary>
/// Intervals of areas under the ROC curve over users and seeds together. A replicate draws users with replacement, a user's answers staying
/// together, and encoder and head seeds with replacement; every score set's area is computed once and all pairs of methods share it.
/// Percentile bootstrap (Efron and Tibshirani 1993, chapter 13). Few seeds make its spread over seeds too small, by (n - 1) / n in variance.
/// </summary>
internal static class PairedBootstrap
{
    /// <param name="grids">One per method, all on the same examples.</param>
    /// <param name="options">Replicates, confidence, seed.</param>
    /// <param name="cancellation">Stops the work between replicates.</param>
    public static PairedReplicates Run(IReadOnlyList<ScoreGrid> grids, BootstrapOptions options, CancellationToken cancellation = default)
    {
        int[] users = grids[0].First.Users();
        int weightCount = users.Length == 0 ? 0 : users[^1] + 1;
        int[] once = new int[weightCount];
        once.AsSpan().Fill(1);
        int mostEncoders = grids.Max(g => g.EncoderSeeds);
        int mostHeads = grids.Max(g => g.HeadSeeds);
        double[][] replicates = [.. grids.Select(_ => new double[options.Replicates])];
        Parallel.For(0, options.Replicates, new ParallelOptions { CancellationToken = cancellation }, r =>
        {
            BootstrapDraw draw = new(users, weightCount, mostEncoders, mostHeads, options.Seed, r);
            for (int m = 0; m < grids.Count; m++)
            {
                replicates[m][r] = grids[m].MeanAuc(draw);
            }
        });
        return new PairedReplicates([.. grids.Select(g => g.Name)], [.. grids.Select(g => g.MeanAuc(once))], replicates, options.Confidence);
    }
}
