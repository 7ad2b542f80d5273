using UserRep.Model.Features;
using UserRep.Model.Items;

namespace UserRep.Training.ItemVectors;

/// <summary>Item vectors of all modalities in memory, by row of the data set's catalogue.</summary>
internal sealed class ItemVectorSet(IReadOnlyList<ModalityVectors> modalities) : IItemVectors
{
    private readonly ModalityVectors[] _modalities = [.. modalities];

    public IReadOnlyList<ModalityVectors> Modalities => _modalities;

    public int Count => _modalities[0].Items;

    public IReadOnlyList<int> Dimensions { get; } = [.. modalities.Select(m => m.Dimension)];

    public ReadOnlySpan<float> Vector(int row, int modality) => _modalities[modality].Vector(row);

    /// <summary>Whether the item has a vector in any modality.</summary>
    public bool Knows(int item) => item >= 0 && Array.Exists(_modalities, m => m.Has(item));

    /// <summary>The item as an event names it: its row, or that it is unknown or absent.</summary>
    public int Resolve(int item) => item < 0 ? UserEvent.NoItem : Knows(item) ? item : UserEvent.UnknownItem;
}
