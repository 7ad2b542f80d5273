namespace UserRep.Tests.Grains.Versions.Rollouts.Measures;

/// <summary>Vectors of users, from a seed.</summary>
internal static class VectorFakes
{
    /// <summary>Numbers of a normal distribution, <c>n × D</c>.</summary>
    public static float[] Normal(int users, int dimension, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, users * dimension).Select(_ => (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())))];
    }

    /// <summary>The same vectors turned, stretched and with noise: what another training of the same model is like.</summary>
    public static float[] Turned(float[] vectors, int users, float noise, int seed)
    {
        int dimension = vectors.Length / users;
        float[] other = Normal(users, dimension, seed);
        return [.. Enumerable.Range(0, vectors.Length).Select(i => (vectors[(i / dimension * dimension) + ((i + 1) % dimension)] * (i % dimension % 2 == 0 ? 1.2f : -1.2f)) + (noise * other[i]))];
    }
}
