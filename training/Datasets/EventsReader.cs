using ParquetSharp;
using Encoding = System.Text.Encoding;

namespace UserRep.Training.Datasets;

/// <summary>Reads <c>events.parquet</c> a row group at a time, resolving items and types to rows as it goes.</summary>
internal sealed class EventsReader(ParquetFile file, ItemCatalogue items, IReadOnlyList<string> types)
{
    public static readonly string[] Columns = [DatasetFiles.UserColumn, "item", "type", "time", "value"];

    private readonly Utf8Table _types = Table(types);

    /// <summary>Gets users in the order of the file, each once.</summary>
    public IEnumerable<UserEvents> Read(CancellationToken cancellation)
    {
        for (int group = 0; group < file.Groups; group++)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (UserEvents user in file.Read(group, ReadGroup)) yield return user;
        }
    }

    private List<UserEvents> ReadGroup(RowGroupReader group, int count)
    {
        int[] itemRows = Items(group, count);
        byte[] typeRows = Types(group, count);
        long[] times = ColumnReading.Numbers<long>(group, 3, count);
        float[] values = ColumnReading.Numbers<float>(group, 4, count);
        var rows = new EventRow[count];
        for (int i = 0; i < count; i++) rows[i] = new EventRow(itemRows[i], typeRows[i], times[i], values[i]);
        return Users(group, rows);
    }

    private int[] Items(RowGroupReader group, int count)
    {
        var result = new int[count];
        ColumnReading.Texts(group, 1, count, (row, id, isNull) =>
        {
            result[row] = isNull ? -1 : items.FindRow(id);
            if (!isNull && result[row] < 0) throw file.Damaged($"it names item '{Encoding.UTF8.GetString(id)}', which is not in {DatasetFiles.Items}");
        });
        return result;
    }

    private byte[] Types(RowGroupReader group, int count)
    {
        var result = new byte[count];
        ColumnReading.Texts(group, 2, count, (row, name, _) =>
        {
            int type = _types.Find(name);
            if (type < 0) throw file.Damaged($"it has events of type '{Encoding.UTF8.GetString(name)}', which is not in {DatasetFiles.Info}");
            result[row] = (byte)type;
        });
        return result;
    }

    private List<UserEvents> Users(RowGroupReader group, EventRow[] rows)
    {
        var users = new List<UserEvents>();
        byte[] current = [];
        int start = 0;
        ColumnReading.Texts(group, 0, rows.Length, (row, id, _) =>
        {
            if (row > 0 && id.SequenceEqual(current)) return;
            if (row > 0) users.Add(User(current, rows, start, row));
            (current, start) = (id.ToArray(), row);
        });
        if (rows.Length > 0) users.Add(User(current, rows, start, rows.Length));
        return users;
    }

    private UserEvents User(byte[] id, EventRow[] rows, int start, int end)
    {
        string user = Encoding.UTF8.GetString(id);
        for (int i = start + 1; i < end; i++)
        {
            if (rows[i].TimeMs < rows[i - 1].TimeMs) throw file.Damaged($"the events of user '{user}' are not in time order");
        }

        return new UserEvents(user, rows.AsMemory(start, end - start));
    }

    private static Utf8Table Table(IReadOnlyList<string> names)
    {
        var table = new Utf8Table();
        foreach (string name in names) table.TryAdd(Encoding.UTF8.GetBytes(name), out _);
        return table;
    }
}
