using UserRep.Training.Datasets;
using UserRep.Training.LinearAlgebra;

namespace UserRep.Training.ItemVectors;

/// <summary>Item vectors from tags: tags weighed by rarity (log of items per tag), truncated SVD.</summary>
internal static class ContentVectors
{
    /// <summary>Learns from the catalogue alone; null when no item has tags.</summary>
    public static ModalityVectors? Learn(string name, ItemCatalogue catalogue, ItemVectorOptions options, CancellationToken cancellation = default)
    {
        Dictionary<string, int> itemsPerTag = [];
        foreach (string tag in catalogue.Items.SelectMany(item => item.Tags.Distinct()))
        {
            itemsPerTag[tag] = itemsPerTag.GetValueOrDefault(tag) + 1;
        }

        // A tag that one item alone has says nothing about likeness.
        string[] tags = [.. itemsPerTag.Where(t => t.Value > 1).Select(t => t.Key).Order(StringComparer.Ordinal)];
        if (tags.Length == 0)
        {
            return null;
        }

        DenseMatrix factors = TruncatedSvd.RowFactors(
            TagMatrix(catalogue, tags, itemsPerTag), options.Dimension, options.SingularValuePower, options.Seed, cancellation);
        return ModalityVectors.Unit(name, catalogue.Count, [.. Enumerable.Range(0, catalogue.Count)], factors);
    }

    private static SparseMatrix TagMatrix(ItemCatalogue catalogue, string[] tags, Dictionary<string, int> itemsPerTag)
    {
        Dictionary<string, int> columns = tags.Select((tag, i) => (tag, i)).ToDictionary(t => t.tag, t => t.i);
        var entries = Enumerable.Range(0, catalogue.Count).SelectMany(row => catalogue[row].Tags.Distinct()
            .Where(columns.ContainsKey)
            .Select(tag => KeyValuePair.Create((row, columns[tag]), (float)Math.Log((double)catalogue.Count / itemsPerTag[tag]))));
        return SparseMatrix.FromEntries(catalogue.Count, tags.Length, entries);
    }
}
