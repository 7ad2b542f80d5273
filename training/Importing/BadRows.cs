namespace UserRep.Training.Importing;

/// <summary>
/// The rows of one file that could not be used: counted, the first ones kept, and the import stopped when their share
/// passes the limit. A few bad rows are a fact of life; many mean a wrong option, and the result would be wrong quietly.
/// </summary>
internal sealed class BadRows(string file, double maxShare)
{
    private const int Kept = 10;
    private const int CheckEvery = 10_000;
    private const int LongestValue = 60;

    private readonly List<BadRow> _first = [];

    public string File { get; } = file;

    public long Rows { get; private set; }

    public long Bad { get; private set; }

    public IReadOnlyList<BadRow> First => _first;

    public void Good() => Count();

    /// <param name="line">The line the row begins at.</param>
    /// <param name="field">The field at fault.</param>
    /// <param name="value">What stands there.</param>
    /// <param name="problem">What is wrong with it and what would be right.</param>
    public void Add(long line, string field, ReadOnlySpan<char> value, string problem)
    {
        string shown = value.Length <= LongestValue ? value.ToString() : $"{value[..LongestValue]}… ({value.Length} characters)";
        Add(line, $"{field} '{shown}' {problem}");
    }

    public void Add(long line, string reason)
    {
        Bad++;
        if (_first.Count < Kept) _first.Add(new BadRow(line, reason));
        Count();
    }

    /// <summary>Called at the end of the file.</summary>
    public void Check()
    {
        if (Bad <= Rows * maxShare) return;
        throw new ImportException(
            File,
            $"{Bad:N0} of {Rows:N0} rows are bad ({(double)Bad / Rows:P1}), more than the {maxShare:P1} allowed: {Describe()}",
            "Correct the options or the file; if those rows can be left out, raise --max-bad.");
    }

    public string Describe() => string.Join("; ", _first.Take(5).Select(row => $"line {row.Line}: {row.Reason}")) + (Bad > 5 ? "; …" : "");

    private void Count()
    {
        if (++Rows % CheckEvery == 0) Check();
    }
}
