using UserRep.Model.Compatibility;

namespace UserRep.Grains.Reading;

/// <summary>Vectors of a version that is served, as one that is retired would have them, by the map in the served one's bundle.</summary>
internal static class CompatibleVectors
{
    public static EmbeddingBatch Map(EmbeddingBatch own, CompatibilityMap map)
    {
        float[] mapped = new float[own.Infos.Length * map.Dimension];
        for (int i = 0; i < own.Infos.Length; i++)
        {
            if (own.Infos[i].Failure is null)
            {
                map.Map(own.Vectors.Span.Slice(i * own.Dimension, own.Dimension), mapped.AsSpan(i * map.Dimension, map.Dimension));
            }
        }

        return own with
        {
            Version = map.Version,
            Space = map.Space,
            Dimension = map.Dimension,
            Vectors = mapped,
            Compatible = new CompatibleSource(own.Version, map.Method, map.Fidelity),
        };
    }
}
