using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;
using UserRep.Grains.Insights;

namespace UserRep.Silo.Dashboard.Users;

/// <summary>A sample of users in two dimensions: along the two axes on which they differ the most (principal components).</summary>
public sealed class UserMap
{
    /// <summary>Fewer have no two axes.</summary>
    public const int Least = 3;

    private readonly Vector<double> _mean;
    private readonly Matrix<double> _axes;

    private UserMap(UserSample sample, Vector<double> mean, Matrix<double> axes, double held)
    {
        (_mean, _axes, Held) = (mean, axes, held);
        Points = [.. Enumerable.Range(0, sample.UserIds.Count).Select(i => Place(sample.Vector(i)))];
    }

    /// <summary>Gets the share of all differences that the two axes show.</summary>
    public double Held { get; }

    /// <summary>Gets where the users of the sample are, in its order.</summary>
    public IReadOnlyList<(double X, double Y)> Points { get; }

    /// <summary>Draws the map of a sample.</summary>
    /// <param name="sample">The sample.</param>
    /// <returns>The map; null of too few users, or of such as are all the same.</returns>
    public static UserMap? Of(UserSample sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        int users = sample.UserIds.Count;
        if (users < Least || sample.Dimension < 2)
        {
            return null;
        }

        Matrix<double> vectors = Matrix<double>.Build.Dense(users, sample.Dimension, (user, i) => sample.Vector(user)[i]);
        Vector<double> mean = vectors.ColumnSums() / users;
        Matrix<double> centred = Matrix<double>.Build.Dense(users, sample.Dimension, (user, i) => vectors[user, i] - mean[i]);
        Evd<double> factors = centred.TransposeThisAndMultiply(centred).Evd(Symmetricity.Symmetric);

        // The least comes first.
        Vector<double> variances = factors.EigenValues.Map(v => Math.Max(0, v.Real));
        double all = variances.Sum();
        if (all <= 0)
        {
            return null;
        }

        int last = sample.Dimension - 1;
        Matrix<double> axes = Matrix<double>.Build.DenseOfRowVectors(Turned(factors.EigenVectors.Column(last)), Turned(factors.EigenVectors.Column(last - 1)));
        return new UserMap(sample, mean, axes, (variances[last] + variances[last - 1]) / all);
    }

    /// <summary>Where a vector is on the map, whether it is of the sample or not.</summary>
    /// <param name="vector">The vector, of the sample's version.</param>
    /// <returns>Its place.</returns>
    public (double X, double Y) Place(ReadOnlySpan<float> vector)
    {
        double x = 0;
        double y = 0;
        for (int i = 0; i < vector.Length; i++)
        {
            x += (vector[i] - _mean[i]) * _axes[0, i];
            y += (vector[i] - _mean[i]) * _axes[1, i];
        }

        return (x, y);
    }

    /// <summary>An axis has no beginning; the number that weighs the most is to be positive, so that the same users give the same picture.</summary>
    private static Vector<double> Turned(Vector<double> axis) => axis[axis.AbsoluteMaximumIndex()] < 0 ? -axis : axis;
}
