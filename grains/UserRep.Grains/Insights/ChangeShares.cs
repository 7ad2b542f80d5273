using System.Numerics.Tensors;

namespace UserRep.Grains.Insights;

/// <summary>
/// How much of a change comes of one of its parts: the vector is computed once more with that part held back, and what is missing then, along the change, is its
/// share. Of parts that do not act on one another the shares add up to 1; an encoder has them act on one another, so that they need not.
/// </summary>
internal static class ChangeShares
{
    /// <param name="before">The vector before the change.</param>
    /// <param name="after">The vector after it.</param>
    /// <param name="heldBack">The vector after it, without the part.</param>
    /// <returns>The share; 0 where nothing has changed.</returns>
    public static double Of(ReadOnlySpan<float> before, ReadOnlySpan<float> after, ReadOnlySpan<float> heldBack)
    {
        double length = 0;
        double missing = 0;
        for (int i = 0; i < before.Length; i++)
        {
            double change = (double)after[i] - before[i];
            length += change * change;
            missing += ((double)after[i] - heldBack[i]) * change;
        }

        return length > 0 ? missing / length : 0;
    }

    public static double Cosine(ReadOnlySpan<float> one, ReadOnlySpan<float> other)
    {
        float cosine = TensorPrimitives.CosineSimilarity(one, other);
        return float.IsNaN(cosine) ? 0 : cosine;
    }
}
