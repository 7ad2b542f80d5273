using ParquetSharp;
using Encoding = System.Text.Encoding;

namespace UserRep.Training.Datasets;

/// <summary>Writes <c>items.parquet</c> and keeps the ids, which the events are written with.</summary>
internal static class ItemsWriter
{
    private const int RowsPerGroup = 64 * 1024;

    public static Utf8Table Write(string path, IEnumerable<ItemInfo> items)
    {
        var ids = new Utf8Table();
        using ParquetFileWriter writer = DatasetFiles.Create(path, DatasetFiles.ItemColumns());
        foreach (ItemInfo[] group in items.Chunk(RowsPerGroup))
        {
            foreach (ItemInfo item in group) Register(ids, item.Id);
            using RowGroupWriter rows = writer.AppendRowGroup();
            WriteColumn(rows, group, item => item.Id);
            WriteColumn(rows, group, item => item.Tags.ToArray());
            WriteColumn(rows, group, item => item.Vector);
        }

        writer.Close();
        return ids;
    }

    private static void Register(Utf8Table ids, string id)
    {
        if (id.Length == 0) throw new DatasetException(DatasetFiles.Items, "an item has an empty id", "Give every item an id.");
        if (!ids.TryAdd(Encoding.UTF8.GetBytes(id), out _))
        {
            throw new DatasetException(DatasetFiles.Items, $"item '{id}' comes twice", "Keep one row for each item.");
        }
    }

    private static void WriteColumn<T>(RowGroupWriter rows, ItemInfo[] items, Func<ItemInfo, T> value)
    {
        using LogicalColumnWriter<T> column = rows.NextColumn().LogicalWriter<T>();
        column.WriteBatch(Array.ConvertAll(items, item => value(item)));
    }
}
