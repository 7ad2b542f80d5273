using UserRep.Model.Features;
using UserRep.Model.Items;

namespace UserRep.Tests.Model.Features;

/// <summary>Random unit-norm item vectors in memory; every seventh item lacks the last modality.</summary>
internal sealed class TestItems : IItemVectors
{
    private readonly float[][][] _vectors;

    public TestItems(FeatureSpec spec, int count, int seed = 1)
    {
        Random random = new(seed);
        Dimensions = [.. spec.Modalities.Select(m => m.Dimension)];
        _vectors = [.. Enumerable.Range(0, count).Select(row => Dimensions.Select((d, m) => Lacks(row, m) ? [] : UnitVector(random, d)).ToArray())];
    }

    public int Count => _vectors.Length;

    public IReadOnlyList<int> Dimensions { get; }

    public ReadOnlySpan<float> Vector(int row, int modality) => _vectors[row][modality];

    private bool Lacks(int row, int modality) => modality > 0 && modality == Dimensions.Count - 1 && row % 7 == 3;

    private static float[] UnitVector(Random random, int dimension)
    {
        float[] vector = [.. Enumerable.Range(0, dimension).Select(_ => (random.NextSingle() * 2) - 1)];
        float norm = MathF.Sqrt(vector.Sum(x => x * x));
        return [.. vector.Select(x => x / norm)];
    }
}
