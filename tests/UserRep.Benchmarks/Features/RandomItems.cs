using UserRep.Benchmarks.Training;
using UserRep.Model.Features;
using UserRep.Model.Items;

namespace UserRep.Benchmarks.Features;

/// <summary>Item vectors in memory, so that the item table's own cost stays out.</summary>
internal sealed class RandomItems : IItemVectors
{
    private readonly float[][] _vectors;

    public RandomItems(FeatureSpec spec, int count)
    {
        Count = count;
        Dimensions = [.. spec.Modalities.Select(m => m.Dimension)];
        _vectors = [.. Dimensions.Select((d, m) => RandomRows.Numbers(d * count, seed: m))];
    }

    public int Count { get; }

    public IReadOnlyList<int> Dimensions { get; }

    public ReadOnlySpan<float> Vector(int row, int modality) =>
        _vectors[modality].AsSpan(row * Dimensions[modality], Dimensions[modality]);
}
