namespace UserRep.Tests.Training.Engine;

/// <summary>The engine's functions as their formulas say them, in double precision.</summary>
internal static class Reference
{
    public static double GeluTanh(double x) => 0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x))));

    public static double GeluErf(double x) => x * NormalCumulative(x);

    public static double Selu(double x) =>
        1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * (Math.Exp(x) - 1));

    public static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    public static Matrix LayerNorm(Matrix x, Matrix scale, Matrix shift)
    {
        var centred = x - x.RowMean();
        var deviation = (centred * centred).RowMean().Map(v => Math.Sqrt(v + 1e-5));
        return (centred.Zip(deviation, (a, b) => a / b) * scale) + shift;
    }

    public static Matrix UnitRows(Matrix x) => x.Zip((x * x).RowSum().Map(Math.Sqrt), (a, length) => a / length);

    public static double NeighbourCrossEntropy(Matrix vectors, Matrix shares, double temperature)
    {
        var unit = UnitRows(vectors);
        var cosines = unit.Times(unit.Transposed());
        var logits = Matrix.Fill(cosines.Rows, cosines.Rows, (i, j) => i == j ? -1e4 : cosines[i, j] / temperature);
        // A row alone in its batch has nothing but itself: without the shift its exponential would be zero.
        return SoftmaxCrossEntropy(logits - logits.RowMax(), shares);
    }

    public static double Mse(Matrix prediction, Matrix target, Matrix? weight = null) =>
        Mean(Weighted((prediction - target).Map(d => d * d), weight));

    public static double Bce(Matrix logits, Matrix label, Matrix? weight = null) =>
        Mean(Weighted(logits.Zip(label, (z, y) => -(y * Math.Log(Sigmoid(z))) - ((1 - y) * Math.Log(1 - Sigmoid(z)))), weight));

    public static double SoftmaxCrossEntropy(Matrix logits, Matrix target)
    {
        var logTotals = logits.Map(Math.Exp).RowSum().Map(Math.Log);
        return -(target * (logits - logTotals)).Sum() / logits.Rows;
    }

    public static double GaussianKl(Matrix mean, Matrix logVariance) =>
        -0.5 * (logVariance.Map(v => 1 + v - Math.Exp(v)) - (mean * mean)).Sum() / mean.Rows;

    private static Matrix Weighted(Matrix losses, Matrix? weight) => weight is null ? losses : losses * weight;

    private static double Mean(Matrix losses) => losses.Sum() / losses.Data.Length;

    // Simpson's rule from 0: .NET has no error function, and a series of its own would need a test of its own.
    private static double NormalCumulative(double x)
    {
        const int Steps = 400;
        double Density(double t) => Math.Exp(-t * t / 2) / Math.Sqrt(2 * Math.PI);
        var width = x / Steps;
        var sum = Density(0) + Density(x);
        for (var i = 1; i < Steps; i++) sum += (i % 2 == 0 ? 2 : 4) * Density(i * width);
        return 0.5 + (sum * width / 3);
    }
}
