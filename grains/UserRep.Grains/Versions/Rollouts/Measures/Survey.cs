using UserRep.Grains.Embeddings;
using UserRep.Grains.Versions.Routing;

namespace UserRep.Grains.Versions.Rollouts.Measures;

/// <summary>Looks at the live users' vectors of a version beside those of another. Nothing is counted for it as vectors are computed.</summary>
/// <param name="Version">The version, and the numbers of its vectors.</param>
/// <param name="Reference">The version it is held against, and the numbers of its vectors.</param>
/// <param name="Share">Whose vectors of the version are computed as events come.</param>
/// <param name="FromMs">From when on they are.</param>
/// <param name="UntilMs">Vectors of the other version that are younger say nothing: the version may still be at its own.</param>
internal sealed record Survey((string Name, int Dimension) Version, (string Name, int Dimension) Reference, UserShare Share, long FromMs, long UntilMs)
{
    /// <summary>The most users whose vectors are compared.</summary>
    public const int SampleSize = 512;

    /// <summary>The most users who are looked at. The table has them in the order of hashes, so the first of them are as good as any.</summary>
    public const int MostUsers = 20_000;

    public SurveyReport Take(EmbeddingTable table)
    {
        long seen = 0;
        long drawn = 0;
        long users = 0;
        List<string> sample = new(SampleSize);
        long covered = 0;
        Random random = new(SampleSize);
        foreach (string user in table.UserIds)
        {
            seen++;
            if (!Share.Has(user))
            {
                continue;
            }

            drawn++;
            if (!table.TryFind(user, Reference.Name, out TableEntry reference) || reference.Position == 0 || reference.AsOfMs < FromMs || reference.AsOfMs > UntilMs)
            {
                continue;
            }

            if (++users > MostUsers)
            {
                users = MostUsers;
                break;
            }

            if (!table.TryFind(user, Version.Name, out TableEntry entry) || entry.Position < reference.Position)
            {
                continue;
            }

            // Reservoir sampling (Vitter, "Random Sampling with a Reservoir", 1985): every user is as likely to be in it.
            covered++;
            if (sample.Count < SampleSize)
            {
                sample.Add(user);
            }
            else if (random.NextInt64(covered) is var place and < SampleSize)
            {
                sample[(int)place] = user;
            }
        }

        return Compare(table, sample) with { Users = users, Covered = covered, Seen = seen, Drawn = drawn };
    }

    private SurveyReport Compare(EmbeddingTable table, List<string> sample)
    {
        float[] vectors = new float[sample.Count * Version.Dimension];
        float[] references = new float[sample.Count * Reference.Dimension];
        int users = 0;
        foreach (string user in sample)
        {
            // Somebody may have left since.
            users += table.TryRead(user, Version.Name, vectors.AsSpan(users * Version.Dimension, Version.Dimension), out _)
                && table.TryRead(user, Reference.Name, references.AsSpan(users * Reference.Dimension, Reference.Dimension), out _) ? 1 : 0;
        }

        ReadOnlySpan<float> ours = vectors.AsSpan(0, users * Version.Dimension);
        ReadOnlySpan<float> theirs = references.AsSpan(0, users * Reference.Dimension);
        bool isEnough = users >= NeighbourOverlap.LeastUsers;
        return new SurveyReport
        {
            Vectors = VectorSums.Of(ours, Version.Dimension),
            ReferenceVectors = VectorSums.Of(theirs, Reference.Dimension),
            Overlaps = isEnough ? NeighbourOverlap.Sum(ours, theirs, users) : 0,
            OverlapUsers = isEnough ? users : 0,
        };
    }
}
