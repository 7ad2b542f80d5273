namespace UserRep.Benchmarks.Results.Charts;

/// <summary>Rows that can be seen on one axis: of one unit, and of sizes that leave each a bar beside the longest range.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Rows">The rows.</param>
internal sealed record ChartPanel(string Unit, IReadOnlyList<ResultRow> Rows)
{
    // Beside a bar of the whole width, one of this share can still be told from none.
    private const double LeastShare = 0.02;

    /// <summary>Puts each row where there is a place for it, in order.</summary>
    public static IReadOnlyList<ChartPanel> Of(IReadOnlyList<ResultRow> rows)
    {
        List<(string Unit, List<ResultRow> Rows)> panels = [];
        foreach (ResultRow row in rows)
        {
            (_, List<ResultRow>? fitting) = panels.FirstOrDefault(panel => panel.Unit == row.Unit && Fits(row, panel.Rows));
            if (fitting is null)
            {
                panels.Add((row.Unit, fitting = []));
            }

            fitting.Add(row);
        }

        return [.. panels.Select(panel => new ChartPanel(panel.Unit, panel.Rows))];
    }

    private static bool Fits(ResultRow row, List<ResultRow> others)
    {
        ResultRow[] all = [.. others, row];
        double[] sizes = [.. all.Select(Size).Where(size => size > 0)];
        return sizes.Length == 0 || sizes.Min() >= LeastShare * all.Max(Reach);
    }

    private static double Size(ResultRow row) => Math.Max(Math.Abs(row.Value), Math.Abs(row.RivalValue ?? 0));

    private static double Reach(ResultRow row) => new[] { Size(row), row.High, Math.Abs(row.Low), row.RivalHigh ?? 0, Math.Abs(row.RivalLow ?? 0) }.Max();
}
