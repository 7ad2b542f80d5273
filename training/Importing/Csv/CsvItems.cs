using UserRep.Training.Datasets;

namespace UserRep.Training.Importing.Csv;

/// <summary>
/// Reads the items file: an id, tags from one or more columns joined by <c>+</c> (each split at the separator), or a
/// vector from a range of columns, <c>FIRST..LAST</c>.
/// </summary>
internal sealed class CsvItems
{
    private readonly DelimitedFile _file;
    private readonly BadRows _bad;
    private readonly string _separator;
    private readonly int _id;
    private readonly int[] _tags;
    private readonly int[] _vector;

    private CsvItems(CsvSource source, DelimitedFile file, BadRows bad)
    {
        (_file, _bad, _separator) = (file, bad, source.TagSeparator);
        _id = file.Column(source.ItemMap["id"] ?? "id");
        string? tags = source.ItemMap["tags"] ?? (source.ItemMap["vector"] is null ? "tags" : null);
        _tags = tags is null ? [] : [.. tags.Split('+').Select(file.Column)];
        _vector = source.ItemMap["vector"] is { } range ? Range(range) : [];
    }

    public static void Read(CsvSource source, ImportSession session)
    {
        BadRows bad = session.BadRowsOf(source.Items!);
        using DelimitedFile file = session.Open(source.Items!, source.FormOf(source.ItemMap));
        var items = new CsvItems(source, file, bad);
        while (file.Next()) items.Take(session.Builder);
        bad.Check();
    }

    private void Take(DatasetBuilder builder)
    {
        var row = new RowReader(_file, _bad);
        if (!row.Whole() || !row.Id(_id) || !TryVector(row, out float[]? vector)) return;
        if (builder.AddItem(new ItemInfo(_file[_id].ToString(), Tags(), vector))) _bad.Good();
        else row.Fail(_id, "was there before: an item has one row");
    }

    private string[] Tags() => [.. _tags
        .SelectMany(column => _file[column].ToString().Split(_separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        .Distinct(StringComparer.Ordinal)];

    private bool TryVector(RowReader row, out float[]? vector)
    {
        vector = null;
        if (_vector.Length == 0 || Array.TrueForAll(_vector, column => _file[column].IsWhiteSpace())) return true;
        vector = new float[_vector.Length];
        for (int i = 0; i < _vector.Length; i++)
        {
            if (!row.Number(_vector[i], ifEmpty: float.NaN, out vector[i])) return false;
            if (float.IsNaN(vector[i])) return row.Fail(_vector[i], "is empty: a vector has all of its numbers, or none");
        }

        return true;
    }

    private int[] Range(string range)
    {
        string[] ends = range.Split("..");
        var (first, last) = (_file.Column(ends[0]), _file.Column(ends[^1]));
        if (ends.Length <= 2 && first <= last) return [.. Enumerable.Range(first, last - first + 1)];
        throw new ImportException(_file.Path, $"vector={range} is not a range of columns", "Write vector=FIRST..LAST.");
    }
}
