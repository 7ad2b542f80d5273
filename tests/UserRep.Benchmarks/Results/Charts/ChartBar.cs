namespace UserRep.Benchmarks.Results.Charts;

/// <summary>A bar with its range over the repeats.</summary>
/// <param name="Name">What is written beside it.</param>
/// <param name="IsOwn">Whether it is UserRep's.</param>
/// <param name="Value">The median.</param>
/// <param name="Low">The least.</param>
/// <param name="High">The greatest.</param>
/// <param name="Position">Where it is, downwards from 0; 1 is a bar's room.</param>
internal sealed record ChartBar(string Name, bool IsOwn, double Value, double Low, double High, double Position)
{
    /// <summary>Space before the next row.</summary>
    private const double Gap = 0.5;

    /// <summary>Of each row a bar, and right below it one of its rival: of several that are parts of the same, below the first of them alone.</summary>
    public static IReadOnlyList<ChartBar> Of(ChartPanel panel)
    {
        List<ChartBar> bars = [];
        double position = 0;
        foreach (ResultRow row in panel.Rows)
        {
            bars.Add(new ChartBar(row.Name, IsOwn: true, row.Value, row.Low, row.High, position++));
            if (row is { Rival: { } rival, RivalValue: { } value } && !bars.Exists(bar => !bar.IsOwn && bar.Name == rival && bar.Value == value))
            {
                bars.Add(new ChartBar(rival, IsOwn: false, value, row.RivalLow ?? value, row.RivalHigh ?? value, position++));
            }

            position += Gap;
        }

        return bars;
    }
}
