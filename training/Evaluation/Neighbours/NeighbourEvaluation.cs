using UserRep.Training.Evaluation.Statistics;
using UserRep.Training.Evaluation.UserFeatures;

namespace UserRep.Training.Evaluation.Neighbours;

/// <summary>Asks every question of every method's nearest neighbours.</summary>
internal static class NeighbourEvaluation
{
    /// <param name="methods">One matrix per method, rows in the order of the sampled users.</param>
    /// <param name="questions">The questions about the same users.</param>
    /// <param name="options">How many neighbours.</param>
    /// <param name="bootstrap">Intervals.</param>
    /// <param name="cancellation">Stops between questions.</param>
    public static IReadOnlyList<NeighbourResult> Run(
        IReadOnlyList<UserMatrix> methods,
        IReadOnlyList<NeighbourQuestion> questions,
        NeighbourOptions options,
        BootstrapOptions bootstrap,
        CancellationToken cancellation = default)
    {
        int[][][] nearest = [.. methods.Select(m => NearestNeighbours.Find(m, options.Neighbours))];
        List<NeighbourResult> results = [];
        foreach (NeighbourQuestion question in questions)
        {
            cancellation.ThrowIfCancellationRequested();
            double[][] gains = Ask(question, nearest, options.Neighbours);
            int[] asked = [.. Enumerable.Range(0, question.Sets.Length).Where(row => !double.IsNaN(gains[0][row]))];
            results.Add(new NeighbourResult(question.Name, asked.Length, UserBootstrap.Run(
                asked, [.. methods.Select((m, i) => (m.Name, (Func<int[], double>)(weights => UserBootstrap.Mean(gains[i], weights))))], bootstrap)));
        }

        return results;
    }

    private static double[][] Ask(NeighbourQuestion question, int[][][] nearest, int count)
    {
        double[][] gains = [.. nearest.Select(_ => new double[question.Sets.Length])];
        ILookup<int, int> rowsWith = question.Sets.SelectMany((set, row) => set.Select(element => (element, row))).ToLookup(p => p.element, p => p.row);
        Parallel.For(0, question.Sets.Length, row =>
        {
            int[] relevance = new int[question.Sets.Length];
            foreach (int other in question.Sets[row].SelectMany(element => rowsWith[element]))
            {
                relevance[other]++;
            }

            relevance[row] = 0;
            for (int m = 0; m < nearest.Length; m++)
            {
                gains[m][row] = NormalisedGain.At(nearest[m][row], relevance, count);
            }
        });
        return gains;
    }
}
