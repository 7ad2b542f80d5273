using UserRep.Model.Items;
using UserRep.Training.Datasets;
using UserRep.Training.ItemVectors;

namespace UserRep.Training.Train;

/// <summary>
/// The items that have a vector, as a table of their own: an item without one is then unknown to whoever serves the bundle, just as it
/// was in training.
/// </summary>
internal sealed class KnownItems : IItemVectors
{
    private readonly ItemVectorSet _items;
    private readonly int[] _rows;

    public KnownItems(ItemVectorSet items, ItemCatalogue catalogue)
    {
        _items = items;
        _rows = [.. Enumerable.Range(0, items.Count).Where(items.Knows)];
        Ids = [.. _rows.Select(row => catalogue[row].Id)];
    }

    public IReadOnlyList<string> Ids { get; }

    public int Count => _rows.Length;

    public IReadOnlyList<int> Dimensions => _items.Dimensions;

    public ReadOnlySpan<float> Vector(int row, int modality) => _items.Vector(_rows[row], modality);
}
