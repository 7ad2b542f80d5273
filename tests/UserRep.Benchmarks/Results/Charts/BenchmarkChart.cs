using ScottPlot;
using UserRep.Training.Evaluation.Reports.Pictures;
using Palette = UserRep.Training.Evaluation.Reports.Pictures.Palette;

namespace UserRep.Benchmarks.Results.Charts;

/// <summary>The rows of one question as bars, UserRep's above its rival's, with the range over the repeats; an axis for each unit.</summary>
internal static class BenchmarkChart
{
    private const int Width = 1400;
    private const int BarHeight = 54;
    private const int FrameHeight = 84;
    private const int TitleHeight = 66;
    private const int TitleCharacters = 110;
    private const int NameCharacters = 64;
    private const float CharacterWidth = 7.8f;
    private const float NamesMargin = 24;
    private const float TickRoom = 40;

    public static void Save(string question, IReadOnlyList<ResultRow> rows, string path)
    {
        IReadOnlyList<ChartPanel> panels = ChartPanel.Of(rows);
        float namesWidth = NamesMargin + (CharacterWidth * panels.SelectMany(ChartBar.Of).Max(bar => Broken(bar.Name).Split('\n').Max(line => line.Length)));
        List<Plot> plots = [];
        List<float> heights = [];
        foreach (ChartPanel panel in panels)
        {
            string title = plots.Count == 0 ? LineBreaks.Insert(question, TitleCharacters) : string.Empty;
            IReadOnlyList<ChartBar> bars = ChartBar.Of(panel);
            plots.Add(Draw(title, panel.Unit, bars, namesWidth));
            heights.Add((float)(BarHeight * (bars[^1].Position + 1)) + FrameHeight + (title.Length > 0 ? TitleHeight : 0));
        }

        Canvas.SaveRows(plots, path, Width, heights);
    }

    private static string Broken(string name) => LineBreaks.Insert(name, NameCharacters);

    private static Plot Draw(string title, string unit, IReadOnlyList<ChartBar> bars, float namesWidth)
    {
        Plot plot = Canvas.Create(title, $"{unit} (UserRep in orange; lines from the least to the greatest of the repeats)", "");
        plot.Axes.Title.FullFigureCenter = true;
        double least = Math.Min(0, bars.Min(bar => bar.Low));
        double most = Math.Max(0, bars.Max(bar => bar.High));
        double width = most > least ? most - least : 1;
        foreach (ChartBar bar in bars)
        {
            Add(plot, bar, width);
        }

        plot.Axes.Left.SetTicks([.. bars.Select(bar => -bar.Position)], [.. bars.Select(bar => Broken(bar.Name))]);
        plot.Axes.Left.MajorTickStyle.Length = 0;
        (plot.Axes.Left.MinimumSize, plot.Axes.Left.MaximumSize) = (namesWidth, namesWidth);
        plot.Grid.YAxisStyle.IsVisible = false;
        LeaveRoomBesideLastTick(plot.Axes.Right);

        // Room to the right of the longest range for the figure written there.
        plot.Axes.SetLimits(least, most + (width * 0.14), -bars[^1].Position - 0.6, 0.6);
        return plot;
    }

    private static void LeaveRoomBesideLastTick(IYAxis right)
    {
        right.IsVisible = true;
        right.FrameLineStyle.Width = 0;
        right.TickGenerator = new ScottPlot.TickGenerators.NumericManual();
        (right.MinimumSize, right.MaximumSize) = (TickRoom, TickRoom);
    }

    private static void Add(Plot plot, ChartBar bar, double width)
    {
        plot.Add.Bar(new Bar
        {
            Position = -bar.Position,
            Value = bar.Value,
            Orientation = Orientation.Horizontal,
            Size = 0.66,
            FillColor = bar.IsOwn ? Palette.Ours : Palette.Rival,
            LineWidth = 0,
        });
        if (bar.High > bar.Low)
        {
            var range = plot.Add.Line(bar.Low, -bar.Position, bar.High, -bar.Position);
            (range.LineWidth, range.LineColor, range.MarkerSize) = (2, Palette.Ink, 0);
        }

        var text = plot.Add.Text(NumberText.Of(bar.Value), Math.Max(0, Math.Max(bar.Value, bar.High)) + (width * 0.01), -bar.Position);
        (text.LabelFontSize, text.LabelFontColor, text.LabelBold, text.LabelAlignment) = (14, Palette.Ink, bar.IsOwn, Alignment.MiddleLeft);
    }
}
