using UserRep.Model.Items;

namespace UserRep.Tests.Model.Items;

/// <summary>Item vectors made by a function of item and modality; null for none.</summary>
internal sealed class GivenVectors(int count, int[] dimensions, Func<int, int, float[]?> make) : IItemVectors
{
    public int Count => count;

    public IReadOnlyList<int> Dimensions => dimensions;

    public ReadOnlySpan<float> Vector(int row, int modality) => make(row, modality);
}
