using System.Text;
using UserRep.Model.Bundles;
using UserRep.Model.Items;
using UserRep.Training.Cli;
using UserRep.Training.Datasets;
using UserRep.Training.ItemVectors;

namespace UserRep.Training.Export;

/// <summary>What is known of items beyond their ids: from a data set, from a bundle, or from both.</summary>
internal sealed class ItemSource
{
    private readonly Dataset? _dataset;
    private readonly ItemTable? _table;
    private readonly int _modality;

    /// <exception cref="UserErrorException">The bundle has no item vectors of the kind asked for, or there is no bundle to have any.</exception>
    public ItemSource(string? dataset, ModelBundle? bundle, string? modality)
    {
        if (modality is not null && bundle is null)
        {
            throw new UserErrorException("--modality names vectors of a bundle: name the bundle with --bundle.");
        }

        _dataset = dataset is null ? null : Dataset.Open(dataset);
        if (bundle is null)
        {
            return;
        }

        string[] names = [.. bundle.Items.Modalities.Select(m => m.Name)];
        _modality = Array.IndexOf(names, modality ?? ModalityNames.Given);
        if (modality is not null && _modality < 0)
        {
            throw new UserErrorException($"The bundle has no item vectors '{modality}'. It has: {string.Join(", ", names)}.");
        }

        _table = _modality < 0 ? null : bundle.Items;
    }

    /// <summary>All items, each once: the data set's first, then those that only the bundle has.</summary>
    public IEnumerable<ItemInfo> Items()
    {
        ItemCatalogue? catalogue = _dataset?.ReadItems();
        foreach (ItemInfo item in catalogue?.Items ?? [])
        {
            yield return _table is null ? item : item with { Vector = _table.TryFind(item.Id, out int row) ? Vector(row) : null };
        }

        for (int row = 0; row < (_table?.Count ?? 0); row++)
        {
            string id = Encoding.UTF8.GetString(_table!.Id(row));
            if (catalogue is null || catalogue.FindRow(id) < 0)
            {
                yield return new ItemInfo(id, [], Vector(row));
            }
        }
    }

    private float[]? Vector(int row)
    {
        ReadOnlySpan<float> vector = _table!.Vector(row, _modality);
        return vector.IsEmpty ? null : vector.ToArray();
    }
}
