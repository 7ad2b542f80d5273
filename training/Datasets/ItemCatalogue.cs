using System.Text;

namespace UserRep.Training.Datasets;

/// <summary>The items of a data set in memory; an item's row is its position.</summary>
internal sealed class ItemCatalogue
{
    private readonly Utf8Table _rows;

    public ItemCatalogue(IReadOnlyList<ItemInfo> items)
    {
        _rows = new Utf8Table();
        foreach (ItemInfo item in items)
        {
            if (!_rows.TryAdd(Encoding.UTF8.GetBytes(item.Id), out _)) throw new ArgumentException($"Item '{item.Id}' is there twice.", nameof(items));
        }

        Items = items;
    }

    public IReadOnlyList<ItemInfo> Items { get; }

    public int Count => Items.Count;

    public ItemInfo this[int row] => Items[row];

    /// <summary>Gets an item's row, or -1.</summary>
    public int FindRow(string id) => _rows.Find(Encoding.UTF8.GetBytes(id));

    /// <summary>Gets the row of an item by its id in UTF-8, or -1; makes no string.</summary>
    public int FindRow(ReadOnlySpan<byte> id) => _rows.Find(id);
}
