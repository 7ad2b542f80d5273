using System.Numerics.Tensors;

namespace UserRep.Grains.Versions.Rollouts.Measures;

/// <summary>
/// Whether two versions find the same users alike: of the k nearest of each user among the others, by cosine, how many are the same in both.
/// The measure by which embeddings of two trainings are compared in Wendlandt, Kummerfeld and Mihalcea, "Factors Influencing the Surprising
/// Instability of Word Embeddings", NAACL 2018. By chance it is k / (n − 1).
/// </summary>
internal static class NeighbourOverlap
{
    /// <summary>How many neighbours are looked at.</summary>
    public const int K = 10;

    /// <summary>Fewer users than this are all each other's neighbours.</summary>
    public const int LeastUsers = 5 * K;

    /// <summary>The sum of every user's overlap, 0 to 1 each.</summary>
    /// <param name="one">The users' vectors in one version, <c>n × D1</c>.</param>
    /// <param name="other">Their vectors in the other, in the same order, <c>n × D2</c>.</param>
    /// <param name="users">n, more than <see cref="K"/>.</param>
    public static double Sum(ReadOnlySpan<float> one, ReadOnlySpan<float> other, int users)
    {
        float[] first = Unit(one, users);
        float[] second = Unit(other, users);
        int[] near = new int[K];
        int[] nearOther = new int[K];
        float[] likeness = new float[K];
        double sum = 0;
        for (int user = 0; user < users; user++)
        {
            Nearest(first, users, user, near, likeness);
            Nearest(second, users, user, nearOther, likeness);
            sum += near.Count(n => nearOther.Contains(n)) / (double)K;
        }

        return sum;
    }

    private static float[] Unit(ReadOnlySpan<float> vectors, int users)
    {
        int dimension = vectors.Length / users;
        float[] unit = vectors.ToArray();
        for (int user = 0; user < users; user++)
        {
            Span<float> vector = unit.AsSpan(user * dimension, dimension);
            float norm = TensorPrimitives.Norm(vector);
            if (norm > 0)
            {
                TensorPrimitives.Divide(vector, norm, vector);
            }
        }

        return unit;
    }

    /// <summary>The K most alike, kept in order as one looks through the others.</summary>
    private static void Nearest(ReadOnlySpan<float> vectors, int users, int user, Span<int> near, Span<float> likeness)
    {
        int dimension = vectors.Length / users;
        ReadOnlySpan<float> own = vectors.Slice(user * dimension, dimension);
        likeness.Fill(float.NegativeInfinity);
        for (int other = 0; other < users; other++)
        {
            float alike = TensorPrimitives.Dot(own, vectors.Slice(other * dimension, dimension));
            if (other == user || alike <= likeness[^1])
            {
                continue;
            }

            int place = K - 1;
            for (; place > 0 && likeness[place - 1] < alike; place--)
            {
                (likeness[place], near[place]) = (likeness[place - 1], near[place - 1]);
            }

            (likeness[place], near[place]) = (alike, other);
        }
    }
}
