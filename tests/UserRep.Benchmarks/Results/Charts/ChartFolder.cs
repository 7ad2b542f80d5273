namespace UserRep.Benchmarks.Results.Charts;

/// <summary>The charts beside the table: <c>charts/NAME.png</c>, one per question about the system.</summary>
internal static class ChartFolder
{
    private const string Name = "charts";

    /// <summary>Draws the rows of a question; at least one.</summary>
    public static void Write(string folder, string name, string question, IReadOnlyList<ResultRow> rows)
    {
        Directory.CreateDirectory(Path.Combine(folder, Name));
        BenchmarkChart.Save(question, rows, Path.Combine(folder, Name, $"{name}.png"));
    }

    /// <summary>The charts that are there, by their paths from the folder.</summary>
    public static IReadOnlyList<string> In(string folder)
    {
        string charts = Path.Combine(folder, Name);
        return Directory.Exists(charts)
            ? [.. Directory.EnumerateFiles(charts, "*.png").Select(path => $"{Name}/{Path.GetFileName(path)}").Order(StringComparer.Ordinal)]
            : [];
    }
}
