namespace UserRep.Benchmarks.Results;

/// <summary>A run: where and when, and its rows.</summary>
internal sealed record ResultReport(HostFacts Host, bool Quick, IReadOnlyList<ResultRow> Rows)
{
    /// <summary>
    /// These rows in the places of those of the same names, and of the same questions, of another report. Where and when are those of the later one: rows may be
    /// computed anew from what was measured long ago.
    /// </summary>
    public ResultReport Over(ResultReport before)
    {
        string[] questions = [.. Rows.Select(row => row.Question).Distinct()];
        List<ResultRow> rows = [.. before.Rows.Select(row => row.On(before.Host))];
        foreach (string question in questions)
        {
            int at = rows.FindIndex(row => row.Question == question);
            rows.RemoveAll(row => row.Question == question);
            rows.InsertRange(at < 0 ? rows.Count : at, Rows.Where(row => row.Question == question).Select(row => row.On(Host)));
        }

        bool isLater = string.CompareOrdinal(Host.Date, before.Host.Date) >= 0;
        return this with { Host = isLater ? Host : before.Host, Rows = rows };
    }
}
