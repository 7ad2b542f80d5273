using System.Numerics.Tensors;
using UserRep.Model.Compatibility;

namespace UserRep.Training.Compatibility;

/// <summary>How close mapped vectors come to what they are mapped to.</summary>
internal static class MeanCosine
{
    /// <summary>The mean over all pairs; a vector of zeros has no direction and counts as 0.</summary>
    public static double Of(AffineMap map, VectorPairs pairs)
    {
        float[] mapped = new float[map.ToDimension];
        double sum = 0;
        for (int row = 0; row < pairs.Cuts.Length; row++)
        {
            map.Map(pairs.From.Row(row), mapped);
            float cosine = TensorPrimitives.CosineSimilarity<float>(mapped, pairs.To.Row(row));
            sum += float.IsNaN(cosine) ? 0 : Math.Clamp(cosine, -1, 1);
        }

        return sum / Math.Max(1, pairs.Cuts.Length);
    }
}
