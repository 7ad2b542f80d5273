using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;
using UserRep.Model.Compatibility;

namespace UserRep.Training.Compatibility;

/// <summary>
/// Orthogonal Procrustes: the rotation or reflection, with one scale and a shift, that brings one space onto the other; distances keep
/// their proportions (Schönemann, Psychometrika 31, 1966; with scale and shift Schönemann and Carroll, Psychometrika 35, 1970).
/// </summary>
/// <remarks>
/// Between spaces of different dimension the smaller one counts as filled up with zeros: into the larger space nothing is lost, into the
/// smaller one the rotated vector is projected.
/// </remarks>
internal static class ProcrustesFit
{
    public const string Name = "procrustes";

    public static AffineMap Fit(CentredPairs pairs)
    {
        Svd<double> svd = pairs.Cross.Svd();
        int rank = svd.S.Count;
        Matrix<double> rotation = svd.U.SubMatrix(0, svd.U.RowCount, 0, rank) * svd.VT.SubMatrix(0, rank, 0, svd.VT.ColumnCount);
        double size = rotation.TransposeThisAndMultiply(pairs.Gram * rotation).Trace();
        return pairs.Map(size > 0 ? rotation * (svd.S.Sum() / size) : rotation);
    }
}
