using UserRep.Training.LinearAlgebra;

namespace UserRep.Training.ItemVectors;

/// <summary>
/// Positive pointwise mutual information of counts, <c>max(0, log(n(i,c) · N' / (n(i) · n(c)^0.75)))</c>, the context distribution smoothed
/// (Levy, Goldberg, Dagan: Improving distributional similarity with lessons learned from word embeddings, TACL 3, 2015).
/// </summary>
internal static class PositivePmi
{
    private const double ContextPower = 0.75;

    /// <summary>Replaces the counts by their positive PMI.</summary>
    public static void Weigh(SparseMatrix counts)
    {
        double[] rowSums = new double[counts.Rows];
        double[] contextSums = new double[counts.Columns];
        for (int r = 0; r < counts.Rows; r++)
        {
            foreach (int i in Enumerable.Range(counts.Starts[r], counts.Starts[r + 1] - counts.Starts[r]))
            {
                rowSums[r] += counts.Values[i];
                contextSums[counts.Indexes[i]] += counts.Values[i];
            }
        }

        double[] contexts = [.. contextSums.Select(n => Math.Pow(n, ContextPower))];
        double total = contexts.Sum();
        for (int r = 0; r < counts.Rows; r++)
        {
            ReadOnlySpan<int> indexes = counts.RowIndexes(r);
            Span<float> values = counts.RowValues(r);
            for (int i = 0; i < values.Length; i++)
            {
                double pmi = Math.Log(values[i] * total / (rowSums[r] * contexts[indexes[i]]));
                values[i] = (float)Math.Max(0, pmi);
            }
        }
    }
}
