using ParquetSharp;

namespace UserRep.Training.Datasets;

/// <summary>Reads <c>items.parquet</c>.</summary>
internal static class ItemsReader
{
    public static readonly string[] Columns = ["id", "tags", "vector"];

    public static ItemCatalogue Read(ParquetFile file)
    {
        var items = new List<ItemInfo>(checked((int)file.Rows));
        for (int group = 0; group < file.Groups; group++) items.AddRange(file.Read(group, ReadGroup));
        try
        {
            return new ItemCatalogue(items);
        }
        catch (ArgumentException e)
        {
            throw file.Damaged(e.Message);
        }
    }

    private static ItemInfo[] ReadGroup(RowGroupReader group, int count)
    {
        string?[] ids = ColumnReading.Strings(group, 0, count);
        string[]?[] tags = Column<string[]?>(group, 1, count);
        float[]?[] vectors = Column<float[]?>(group, 2, count);
        var items = new ItemInfo[count];
        for (int i = 0; i < count; i++)
        {
            items[i] = new ItemInfo(ids[i] ?? throw new IOException("an item has no id"), tags[i] ?? [], vectors[i]);
        }

        return items;
    }

    private static T[] Column<T>(RowGroupReader group, int column, int count)
    {
        using LogicalColumnReader<T> reader = group.Column(column).LogicalReader<T>();
        return reader.ReadAll(count);
    }
}
