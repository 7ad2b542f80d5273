using System.Numerics.Tensors;

namespace UserRep.Grains.Versions.Rollouts.Measures;

/// <summary>Sums over the vectors of some users, from which norms and spreads follow. Those of several silos add up.</summary>
/// <param name="Count">How many vectors.</param>
/// <param name="Norms">The sum of their lengths.</param>
/// <param name="Sums">The sum of each dimension.</param>
/// <param name="Squares">The sum of the squares of each dimension.</param>
[GenerateSerializer]
[Immutable]
[Alias("userrep.vector-sums")]
internal sealed record VectorSums([property: Id(0)] long Count, [property: Id(1)] double Norms, [property: Id(2)] double[] Sums, [property: Id(3)] double[] Squares)
{
    /// <summary>Below this part of what a dimension is in size, a spread is nothing but the rounding of sums.</summary>
    private const double Rounding = 1e-6;

    /// <summary>A dimension lives if it spreads by more than this part of what is usual in the other version.</summary>
    private const double LivingSpread = 0.1;

    public static VectorSums None { get; } = new(0, 0, [], []);

    /// <summary>Gets the mean length; 0 without vectors.</summary>
    public double MeanNorm => Count == 0 ? 0 : Norms / Count;

    /// <param name="vectors">Vectors, <c>n × D</c>, row by row.</param>
    /// <param name="dimension">D, the numbers of each.</param>
    public static VectorSums Of(ReadOnlySpan<float> vectors, int dimension)
    {
        double norms = 0;
        double[] sums = new double[dimension];
        double[] squares = new double[dimension];
        for (int start = 0; start < vectors.Length; start += dimension)
        {
            ReadOnlySpan<float> vector = vectors.Slice(start, dimension);
            norms += TensorPrimitives.Norm(vector);
            for (int d = 0; d < dimension; d++)
            {
                sums[d] += vector[d];
                squares[d] += (double)vector[d] * vector[d];
            }
        }

        return new VectorSums(vectors.Length / dimension, norms, sums, squares);
    }

    public VectorSums Plus(VectorSums other)
    {
        if (Count == 0 || other.Count == 0)
        {
            return Count == 0 ? other : this;
        }

        return new VectorSums(Count + other.Count, Norms + other.Norms, [.. Sums.Zip(other.Sums, (a, b) => a + b)], [.. Squares.Zip(other.Squares, (a, b) => a + b)]);
    }

    /// <summary>The standard deviation of each dimension.</summary>
    public double[] Spreads()
    {
        double[] spreads = new double[Sums.Length];
        for (int d = 0; Count > 0 && d < spreads.Length; d++)
        {
            double square = Squares[d] / Count;
            double spread = Math.Sqrt(Math.Max(0, square - (Sums[d] / Count * (Sums[d] / Count))));
            spreads[d] = spread > Rounding * Math.Sqrt(square) ? spread : 0;
        }

        return spreads;
    }

    /// <summary>The median of the spreads: what is usual; 0 without vectors.</summary>
    public double MedianSpread()
    {
        double[] sorted = [.. Spreads().Order()];
        return sorted.Length == 0 ? 0 : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>The share of the dimensions in which users differ: a model that has collapsed says the same of everybody.</summary>
    /// <param name="usual">The spread that is usual in the version it is held against.</param>
    public double Living(double usual) => Spreads() is { Length: > 0 } spreads ? spreads.Count(spread => spread > LivingSpread * usual) / (double)spreads.Length : 0;
}
