using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;
using UserRep.Training.Evaluation.UserFeatures;
using UserRep.Training.LinearAlgebra;

namespace UserRep.Training.Evaluation.Reports.Pictures;

/// <summary>The two directions in which rows differ most.</summary>
/// <param name="Xs">Per row, its place along the first.</param>
/// <param name="Ys">Per row, its place along the second.</param>
/// <param name="ShareX">Share of the variance along the first.</param>
/// <param name="ShareY">Share of the variance along the second.</param>
internal sealed record TwoComponents(double[] Xs, double[] Ys, double ShareX, double ShareY)
{
    public static TwoComponents Of(UserMatrix users)
    {
        DenseMatrix centred = Centre(users);
        Evd<double> decomposition = centred.Gram().Evd(Symmetricity.Symmetric);

        // Ascending: the largest come last. A matrix of one column has no second direction.
        int last = users.Width - 1;
        int second = Math.Max(0, last - 1);
        double total = Math.Max(double.Epsilon, decomposition.EigenValues.Sum(v => v.Real));
        return new TwoComponents(
            Project(centred, decomposition.EigenVectors.Column(last)),
            Project(centred, decomposition.EigenVectors.Column(second)),
            decomposition.EigenValues[last].Real / total,
            decomposition.EigenValues[second].Real / total);
    }

    private static double[] Project(DenseMatrix rows, Vector<double> direction)
    {
        // An eigenvector's sign is arbitrary; fixing it keeps the picture the same from run to run.
        double sign = direction[direction.AbsoluteMaximumIndex()] < 0 ? -1 : 1;
        double[] places = new double[rows.Rows];
        for (int row = 0; row < places.Length; row++)
        {
            ReadOnlySpan<float> values = rows.Row(row);
            for (int c = 0; c < values.Length; c++)
            {
                places[row] += sign * values[c] * direction[c];
            }
        }

        return places;
    }

    private static DenseMatrix Centre(UserMatrix users)
    {
        DenseMatrix centred = new(users.Rows, users.Width, [.. users.Values]);
        for (int c = 0; c < users.Width; c++)
        {
            double mean = Enumerable.Range(0, users.Rows).Average(row => (double)users.Values[(row * users.Width) + c]);
            for (int row = 0; row < users.Rows; row++)
            {
                centred.Row(row)[c] -= (float)mean;
            }
        }

        return centred;
    }
}
