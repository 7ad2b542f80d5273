using System.Numerics.Tensors;
using UserRep.Training.Evaluation.UserFeatures;

namespace UserRep.Training.Evaluation.Reports.Pictures;

/// <summary>Spherical k-means (Dhillon and Modha 2001) over item vectors, seeded: good enough to colour a picture by.</summary>
internal static class ItemClusters
{
    private const int Rounds = 15;

    /// <returns>Per item its cluster, or -1 where it has no vector.</returns>
    public static int[] Find(ItemMatrix items, int count)
    {
        int[] known = [.. Enumerable.Range(0, items.Count).Where(i => TensorPrimitives.Norm(items.Row(i)) > 0)];
        int[] clusters = new int[items.Count];
        clusters.AsSpan().Fill(-1);
        int[] start = [.. known];
        new Random(1).Shuffle(start);
        float[][] centres = [.. start.Take(count).Select(i => items.Row(i).ToArray())];
        for (int round = 0; round < Rounds && centres.Length > 0; round++)
        {
            Parallel.ForEach(known, item => clusters[item] = Nearest(items.Row(item), centres));
            Move(items, known, clusters, centres);
        }

        return clusters;
    }

    private static int Nearest(ReadOnlySpan<float> item, float[][] centres)
    {
        (int best, float most) = (0, float.NegativeInfinity);
        for (int c = 0; c < centres.Length; c++)
        {
            float similarity = TensorPrimitives.CosineSimilarity(item, centres[c]);
            if (similarity > most)
            {
                (best, most) = (c, similarity);
            }
        }

        return best;
    }

    private static void Move(ItemMatrix items, int[] known, int[] clusters, float[][] centres)
    {
        for (int c = 0; c < centres.Length; c++)
        {
            int[] members = [.. known.Where(i => clusters[i] == c)];
            if (members.Length > 0)
            {
                Array.Clear(centres[c]);
                foreach (int item in members)
                {
                    TensorPrimitives.Add(centres[c], items.Row(item), centres[c]);
                }
            }
        }
    }
}
