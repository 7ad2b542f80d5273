using System.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;
using UserRep.Training.LinearAlgebra;
using UserRep.Training.Rows;

namespace UserRep.Training.Pca;

/// <summary>
/// Principal components of normalised feature rows: the best linear encoder in squared error, and the rival that a nonlinear one has to beat.
/// </summary>
/// <param name="Directions">One row per feature, one column per component.</param>
internal sealed record PrincipalComponents(float[][] Directions)
{
    public int Dimension => Directions[0].Length;

    public static PrincipalComponents Fit(TrainingRows rows, int dimension)
    {
        Matrix<double> gram = new DenseMatrix(rows.Count, rows.Width, rows.Inputs).Gram();
        Evd<double> decomposition = gram.Evd(Symmetricity.Symmetric);
        int[] order = [.. Enumerable.Range(0, rows.Width).OrderByDescending(i => decomposition.EigenValues[i].Real).Take(dimension)];
        return new PrincipalComponents(
            [.. Enumerable.Range(0, rows.Width).Select(f => order.Select(i => (float)decomposition.EigenVectors[f, i]).ToArray())]);
    }

    /// <summary>Projects one normalised row.</summary>
    public void Project(ReadOnlySpan<float> features, Span<float> components)
    {
        components.Clear();
        for (int f = 0; f < features.Length; f++)
        {
            TensorPrimitives.MultiplyAdd(Directions[f], features[f], components, components);
        }
    }
}
