using ParquetSharp;
using Encoding = System.Text.Encoding;

namespace UserRep.Training.Datasets;

/// <summary>Writes <c>events.parquet</c>: collects whole users up to one row group, then writes it column by column.</summary>
internal sealed unsafe class EventsWriter : IDisposable
{
    private const int Batch = 32 * 1024;

    private readonly ParquetFileWriter _file;
    private readonly Utf8Table _items;
    private readonly Utf8Table _types = new();
    private readonly List<EventRow> _rows = new(DatasetFiles.EventsPerRowGroup);
    private readonly List<int> _lastRows = [];
    private Utf8Table _users = new();

    public EventsWriter(string path, Utf8Table items, IEnumerable<string> types)
    {
        _items = items;
        foreach (string type in types) _types.TryAdd(Encoding.UTF8.GetBytes(type), out _);
        _file = DatasetFiles.Create(path, DatasetFiles.EventSchema());
    }

    public void Add(ReadOnlySpan<byte> user, ReadOnlySpan<EventRow> events)
    {
        if (events.IsEmpty) return;
        if (_rows.Count > 0 && _rows.Count + events.Length > DatasetFiles.EventsPerRowGroup) Flush();
        _users.TryAdd(user, out _);
        foreach (EventRow row in events) _rows.Add(row);
        _lastRows.Add(_rows.Count);
    }

    public void Complete()
    {
        Flush();
        _file.Close();
    }

    public void Dispose() => _file.Dispose();

    private void Flush()
    {
        if (_rows.Count == 0) return;
        using RowGroupWriter group = _file.AppendRowGroup();
        WriteUsers(group);
        WriteItems(group);
        WriteTypes(group);
        WriteNumbers(group, row => row.TimeMs);
        WriteNumbers(group, row => row.Value);
        _rows.Clear();
        _lastRows.Clear();
        _users = new Utf8Table();
    }

    private void WriteUsers(RowGroupWriter group)
    {
        int user = 0;
        WriteTexts(group, _users, row =>
        {
            if (row >= _lastRows[user]) user++;
            return user;
        });
    }

    private void WriteTypes(RowGroupWriter group) => WriteTexts(group, _types, row => _rows[row].Type);

    private void WriteTexts(RowGroupWriter group, Utf8Table texts, Func<int, int> index)
    {
        using var column = (ColumnWriter<ByteArray>)group.NextColumn();
        var values = new ByteArray[Batch];
        fixed (byte* bytes = texts.Bytes)
        {
            for (int start = 0; start < _rows.Count; start += Batch)
            {
                int count = Math.Min(Batch, _rows.Count - start);
                for (int i = 0; i < count; i++) values[i] = Text(bytes, texts, index(start + i));
                column.WriteBatch(values.AsSpan(0, count));
            }
        }
    }

    // A nullable column takes a level per row (1: present) and only the values that are there.
    private void WriteItems(RowGroupWriter group)
    {
        using var column = (ColumnWriter<ByteArray>)group.NextColumn();
        var (values, levels) = (new ByteArray[Batch], new short[Batch]);
        fixed (byte* bytes = _items.Bytes)
        {
            for (int start = 0; start < _rows.Count; start += Batch)
            {
                int count = Math.Min(Batch, _rows.Count - start);
                int present = 0;
                for (int i = 0; i < count; i++)
                {
                    int item = _rows[start + i].Item;
                    levels[i] = (short)(item >= 0 ? 1 : 0);
                    if (item >= 0) values[present++] = Text(bytes, _items, item);
                }

                column.WriteBatch(count, levels.AsSpan(0, count), default, values.AsSpan(0, present));
            }
        }
    }

    private void WriteNumbers<T>(RowGroupWriter group, Func<EventRow, T> value)
        where T : unmanaged
    {
        using var column = (ColumnWriter<T>)group.NextColumn();
        var values = new T[_rows.Count];
        for (int i = 0; i < values.Length; i++) values[i] = value(_rows[i]);
        column.WriteBatch(values);
    }

    private static ByteArray Text(byte* bytes, Utf8Table texts, int index) =>
        new((nint)(bytes + texts.Start(index)), texts[index].Length);
}
