using ParquetSharp;

namespace UserRep.Training.Datasets;

/// <summary>Writes <c>users.parquet</c>, a row group at a time.</summary>
internal sealed class UsersWriter : IDisposable
{
    private const int RowsPerGroup = 32 * 1024;

    private readonly ParquetFileWriter _file;
    private readonly int _attributes;
    private readonly List<UserRow> _rows = new(RowsPerGroup);

    public UsersWriter(string path, IReadOnlyList<string> attributes)
    {
        _attributes = attributes.Count;
        _file = DatasetFiles.Create(path, DatasetFiles.UserSchema(attributes));
    }

    public void Add(UserRow user)
    {
        _rows.Add(user);
        if (_rows.Count == RowsPerGroup) Flush();
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
        WriteTexts(group, user => user.Id);
        WriteTimes(group);
        for (int i = 0; i < _attributes; i++)
        {
            int attribute = i;
            WriteTexts(group, user => user.Attributes[attribute]);
        }

        _rows.Clear();
    }

    private void WriteTexts(RowGroupWriter group, Func<UserRow, string?> value)
    {
        using LogicalColumnWriter<string?> column = group.NextColumn().LogicalWriter<string?>();
        column.WriteBatch(_rows.Select(value).ToArray());
    }

    private void WriteTimes(RowGroupWriter group)
    {
        using var column = (ColumnWriter<long>)group.NextColumn();
        short[] levels = [.. _rows.Select(user => (short)(user.KnownSinceMs is null ? 0 : 1))];
        long[] present = [.. _rows.Where(user => user.KnownSinceMs is not null).Select(user => user.KnownSinceMs!.Value)];
        column.WriteBatch(levels.Length, levels, default, present);
    }
}
