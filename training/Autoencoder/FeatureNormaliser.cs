using System.Numerics.Tensors;
using UserRep.Model.Features;
using UserRep.Training.Rows;

namespace UserRep.Training.Autoencoder;

/// <summary>
/// Centres every feature. A block of item means is then scaled as one, so that it keeps its shape; any other number by its own deviation.
/// </summary>
internal sealed class FeatureNormaliser
{
    // A value seen in one row of a hundred must not shout ten times louder than the rest.
    private const double SmallestDeviation = 0.1;

    // Less is no evidence at all: such a block is always empty.
    private const double SmallestItemDeviation = 1e-3;

    private readonly float[] _negatedMeans;

    private FeatureNormaliser(float[] means, float[] scales)
    {
        (Means, Scales) = (means, scales);
        _negatedMeans = [.. means.Select(m => -m)];
    }

    public float[] Means { get; }

    public float[] Scales { get; }

    public static FeatureNormaliser Fit(TrainingRows rows, FeatureLayout layout)
    {
        (double[] means, double[] variances) = Moments(rows);
        float[] scales = new float[layout.Length];
        foreach (FeatureBlock block in layout.Groups.SelectMany(g => g.Blocks))
        {
            double[] deviations = [.. variances.AsSpan(block.Offset, block.Length).ToArray().Select(Math.Sqrt)];
            double together = Math.Sqrt(deviations.Average(d => d * d));
            for (int i = 0; i < block.Length; i++)
            {
                scales[block.Offset + i] = (float)(1 / (block.IsItemMean ? Math.Max(together, SmallestItemDeviation) : Math.Max(deviations[i], SmallestDeviation)));
            }
        }

        return new FeatureNormaliser([.. means.Select(m => (float)m)], scales);
    }

    /// <summary>Normalises inputs and targets in place.</summary>
    public TrainingRows Apply(TrainingRows rows)
    {
        Parallel.For(0, rows.Count, row =>
        {
            Apply(rows.Input(row));
            Apply(rows.Target(row));
        });
        return rows;
    }

    /// <summary>Normalises rows in place.</summary>
    public void Apply(Span<float> rows)
    {
        for (int start = 0; start < rows.Length; start += Means.Length)
        {
            Span<float> row = rows.Slice(start, Means.Length);
            Apply(row, row);
        }
    }

    /// <summary>Normalises one row to where it is wanted, which may be where it is.</summary>
    public void Apply(ReadOnlySpan<float> row, Span<float> normalised) => TensorPrimitives.AddMultiply(row, _negatedMeans, Scales, normalised);

    private static (double[] Means, double[] Variances) Moments(TrainingRows rows)
    {
        double[] sums = new double[rows.Width];
        double[] squares = new double[rows.Width];
        for (int r = 0; r < rows.Count; r++)
        {
            // Targets alone would not do: they never show onboarding picks, which inputs do.
            Add(rows.Input(r), sums, squares);
            Add(rows.Target(r), sums, squares);
        }

        double count = 2.0 * rows.Count;
        double[] means = [.. sums.Select(s => s / count)];
        return (means, [.. squares.Select((s, i) => Math.Max(0, (s / count) - (means[i] * means[i])))]);
    }

    private static void Add(ReadOnlySpan<float> row, double[] sums, double[] squares)
    {
        for (int i = 0; i < row.Length; i++)
        {
            sums[i] += row[i];
            squares[i] += (double)row[i] * row[i];
        }
    }
}
