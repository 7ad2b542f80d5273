namespace UserRep.Training.Evaluation.Transfer;

/// <summary>Brings every column to mean 0 and variance 1, so that one penalty means the same for every method.</summary>
internal sealed class ColumnScaling
{
    private readonly double[] _means;
    private readonly double[] _scales;

    private ColumnScaling(double[] means, double[] scales) => (_means, _scales) = (means, scales);

    /// <summary>Learns from some rows only; a column that is constant there becomes zero.</summary>
    public static ColumnScaling Fit(float[] values, int width, int[] rows)
    {
        (double[] sums, double[] squares) = (new double[width], new double[width]);
        foreach (int row in rows)
        {
            for (int c = 0; c < width; c++)
            {
                double value = values[(row * width) + c];
                sums[c] += value;
                squares[c] += value * value;
            }
        }

        double[] means = [.. sums.Select(s => s / rows.Length)];
        return new ColumnScaling(means, [.. squares.Zip(means, (square, mean) => Scale((square / rows.Length) - (mean * mean), mean))]);
    }

    /// <summary>The scaled values of some rows, one after the other.</summary>
    public float[] Apply(float[] values, int[] rows)
    {
        int width = _means.Length;
        float[] scaled = new float[rows.Length * width];
        for (int i = 0; i < scaled.Length; i++)
        {
            int c = i % width;
            scaled[i] = (float)((values[(rows[i / width] * width) + c] - _means[c]) * _scales[c]);
        }

        return scaled;
    }

    // Below this the variance is rounding of the mean's square.
    private static double Scale(double variance, double mean) => variance > 1e-10 * (1e-6 + (mean * mean)) ? 1 / Math.Sqrt(variance) : 0;
}
