using UserRep.Grains.Embeddings;
using UserRep.Grains.Versions;

namespace UserRep.Grains.Insights;

/// <summary>Takes a sample of the users who are live on this silo.</summary>
internal sealed class LocalSample(EmbeddingTable table, IPlanSource versions)
{
    /// <summary>The first that there are, in the order in which the table has them: by a hash that is another in each process, so none has more of a chance.</summary>
    public SiloSample Take(string version, int most)
    {
        if (versions.Plan.Find(version) is not { } served)
        {
            return new SiloSample([], []);
        }

        List<string> users = new(most);
        List<float> vectors = new(most * served.Dimension);
        float[] vector = new float[served.Dimension];
        foreach (string user in table.UserIds)
        {
            if (users.Count == most)
            {
                break;
            }

            if (table.TryRead(user, version, vector, out _))
            {
                users.Add(user);
                vectors.AddRange(vector);
            }
        }

        return new SiloSample([.. users], [.. vectors]);
    }
}
