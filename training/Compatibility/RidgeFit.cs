using MathNet.Numerics.LinearAlgebra;
using UserRep.Model.Compatibility;
using UserRep.Training.Evaluation.Protocol;

namespace UserRep.Training.Compatibility;

/// <summary>Ridge regression of the one space on the other; the intercept is not penalised.</summary>
internal static class RidgeFit
{
    public const string Name = "ridge";

    // Above zero even where all vectors are the same, so that there is a solution.
    private const double LeastPenalty = 1e-30;

    /// <param name="pairs">The pairs to fit on.</param>
    /// <param name="ridge">The penalty, as a share of the average variance of a number.</param>
    public static AffineMap Fit(CentredPairs pairs, double ridge)
    {
        int numbers = pairs.Gram.RowCount;
        double penalty = Math.Max(LeastPenalty, ridge * pairs.Gram.Trace() / numbers);
        return pairs.Map((pairs.Gram + Matrix<double>.Build.DenseDiagonal(numbers, numbers, penalty)).Cholesky().Solve(pairs.Cross));
    }

    /// <summary>The penalty whose map, fitted on users that train, comes closest on those that validate.</summary>
    public static double Choose(VectorPairs pairs, IReadOnlyList<double> ridges)
    {
        CentredPairs fitted = new(pairs.Of(Period.Train));
        VectorPairs others = pairs.Of(Period.Validation);
        return ridges.MaxBy(ridge => MeanCosine.Of(Fit(fitted, ridge), others));
    }
}
