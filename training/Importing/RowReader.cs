using System.Globalization;

namespace UserRep.Training.Importing;

/// <summary>Checks the fields of the current row; the first that is wrong is put on the account of bad rows.</summary>
internal readonly struct RowReader(DelimitedFile file, BadRows bad)
{
    public bool Whole()
    {
        if (file.FieldCount == file.ColumnCount) return true;
        bad.Add(file.Line, $"the row has {file.FieldCount} fields, not {file.ColumnCount}");
        return false;
    }

    public bool Id(int column)
    {
        ReadOnlySpan<char> id = file[column];
        if (id.IsWhiteSpace()) return Fail(column, "is empty: every row needs an id");
        return id.Length <= DatasetBuilder.LongestId || Fail(column, $"is longer than {DatasetBuilder.LongestId} characters: check the column and --delimiter");
    }

    public bool Time(int column, TimeUnit unit, out long timeMs) => TimeText.Read(file[column], unit, out timeMs) is not { } problem || Fail(column, problem);

    /// <summary>Reads a number; an empty field gives the one stated.</summary>
    public bool Number(int column, float ifEmpty, out float number)
    {
        ReadOnlySpan<char> text = file[column];
        number = ifEmpty;
        if (text.IsWhiteSpace()) return true;
        bool read = float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && float.IsFinite(number);
        return read || Fail(column, "is not a number like 1 or 0.5");
    }

    public bool Fail(int column, string problem)
    {
        bad.Add(file.Line, file.Name(column), file[column], problem);
        return false;
    }
}
