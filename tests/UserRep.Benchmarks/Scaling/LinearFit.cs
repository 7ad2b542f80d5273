using MathNet.Numerics.LinearAlgebra;
using UserRep.Training.Cli;

namespace UserRep.Benchmarks.Scaling;

/// <summary>A cost as a sum of terms, each with a coefficient that fits what was measured best in the sense of least squares, and is not below zero.</summary>
/// <param name="Name">What costs.</param>
/// <param name="Unit">In what.</param>
/// <param name="Terms">What the coefficients are multiplied by, in words.</param>
/// <param name="Coefficients">One for each term.</param>
/// <param name="Residual">Root of the mean square of what is not explained, as a share of that of the measured values.</param>
/// <param name="Samples">How many values it was fitted to.</param>
internal sealed record LinearFit(string Name, string Unit, IReadOnlyList<string> Terms, IReadOnlyList<double> Coefficients, double Residual, int Samples)
{
    /// <param name="name">What costs.</param>
    /// <param name="unit">In what.</param>
    /// <param name="terms">What the coefficients are multiplied by.</param>
    /// <param name="samples">The terms' values with the measured one.</param>
    /// <exception cref="UserErrorException">What was measured does not tell the terms apart.</exception>
    public static LinearFit Of(string name, string unit, string[] terms, IEnumerable<(double[] X, double Y)> samples)
    {
        (double[] X, double Y)[] all = [.. samples];
        if (all.Length < terms.Length)
        {
            throw TooFew();
        }

        // Terms of very different sizes are told apart as well as others.
        double[] scale = [.. terms.Select((_, term) => all.Max(sample => Math.Abs(sample.X[term])))];
        if (scale.Contains(0))
        {
            throw TooFew();
        }

        Matrix<double> design = Matrix<double>.Build.Dense(all.Length, terms.Length, (row, term) => all[row].X[term] / scale[term]);
        if (design.Rank() < terms.Length)
        {
            throw TooFew();
        }

        Vector<double> measured = Vector<double>.Build.Dense(all.Length, row => all[row].Y);
        Vector<double> fitted = Solve(design, measured);
        double size = measured.L2Norm();
        double residual = size == 0 ? 0 : (measured - (design * fitted)).L2Norm() / size;
        return new LinearFit(name, unit, terms, [.. fitted.Select((value, term) => value / scale[term])], residual, all.Length);

        UserErrorException TooFew() => new($"{name} cannot be fitted to {string.Join(", ", terms)} by {all.Length} values. Measure more sizes.");
    }

    public double At(params double[] terms) => terms.Length == Coefficients.Count
        ? Coefficients.Zip(terms, (coefficient, term) => coefficient * term).Sum()
        : throw new ArgumentException($"{Name} has {Coefficients.Count} terms, not {terms.Length}.", nameof(terms));

    /// <summary>The same cost, higher by its residual.</summary>
    public LinearFit Dear() => this with { Coefficients = [.. Coefficients.Select(coefficient => coefficient * (1 + Residual))] };

    /// <summary>Nothing costs less than nothing: a term that noise would put below zero is left out, the lowest first.</summary>
    private static Vector<double> Solve(Matrix<double> design, Vector<double> measured)
    {
        List<int> kept = [.. Enumerable.Range(0, design.ColumnCount)];
        Vector<double> fitted = Vector<double>.Build.Dense(design.ColumnCount);
        while (kept.Count > 0)
        {
            Vector<double> some = Matrix<double>.Build.DenseOfColumnVectors(kept.Select(design.Column)).QR().Solve(measured);
            if (some.Minimum() >= 0)
            {
                for (int i = 0; i < kept.Count; i++)
                {
                    fitted[kept[i]] = some[i];
                }

                break;
            }

            kept.RemoveAt(some.MinimumIndex());
        }

        return fitted;
    }
}
