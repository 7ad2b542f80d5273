using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;
using UserRep.Training.Evaluation.UserFeatures;
using UserRep.Training.LinearAlgebra;

namespace UserRep.Training.Evaluation.Rivals.Dlrm;

/// <summary>
/// Where item embeddings start: the item vectors on their leading principal axes. From a random start the labels of a few
/// weeks do not suffice, and the model ends at popularity.
/// </summary>
internal static class ItemStart
{
    // Rows of this length give inner products of mean bags and items about the size of one, which is what the layers above expect.
    private const float RowNorm = 2;

    /// <returns>One row per candidate.</returns>
    public static float[] Project(CandidateItems candidates, ItemMatrix items, int width)
    {
        DenseMatrix rows = new(candidates.Count, items.Width);
        for (int place = 0; place < candidates.Count; place++)
        {
            items.Row(candidates.Items[place]).CopyTo(rows.Row(place));
        }

        DenseMatrix projected = rows.Times(Axes(rows.Gram(), width));
        for (int place = 0; place < candidates.Count; place++)
        {
            Span<float> row = projected.Row(place);
            float norm = System.Numerics.Tensors.TensorPrimitives.Norm<float>(row);
            System.Numerics.Tensors.TensorPrimitives.Multiply(row, norm > 0 ? RowNorm / norm : 0, row);
        }

        return projected.Values;
    }

    private static float[][] Axes(Matrix<double> gram, int width)
    {
        Evd<double> decomposition = gram.Evd(Symmetricity.Symmetric);
        int[] order = [.. Enumerable.Range(0, gram.RowCount).OrderByDescending(i => decomposition.EigenValues[i].Real).Take(width)];
        float Entry(int row, int k) => k < order.Length ? (float)decomposition.EigenVectors[row, order[k]] : 0;
        return [.. Enumerable.Range(0, gram.RowCount).Select(row => Enumerable.Range(0, width).Select(k => Entry(row, k)).ToArray())];
    }
}
