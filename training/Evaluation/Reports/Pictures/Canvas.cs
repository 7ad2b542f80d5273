using ScottPlot;

namespace UserRep.Training.Evaluation.Reports.Pictures;

/// <summary>One look for all pictures.</summary>
internal static class Canvas
{
    private const float TitleSize = 20;
    private const float LabelSize = 16;
    private const float TickSize = 14;

    // Of the faces in Debian's fonts-dejavu-core, ScottPlot by itself takes the serif one. Where this is missing, the system's default steps in.
    static Canvas() => Fonts.Default = "DejaVu Sans";

    public static Plot Create(string title, string x, string y)
    {
        Plot plot = new();
        plot.FigureBackground.Color = Colors.White;
        plot.Title(title, TitleSize);
        plot.XLabel(x, LabelSize);
        plot.YLabel(y, LabelSize);
        plot.Axes.Color(Palette.Ink);
        plot.Axes.Bottom.Label.Bold = false;
        plot.Axes.Left.Label.Bold = false;
        plot.Axes.Bottom.TickLabelStyle.FontSize = TickSize;
        plot.Axes.Left.TickLabelStyle.FontSize = TickSize;
        plot.Axes.Right.IsVisible = false;
        plot.Axes.Top.IsVisible = false;
        plot.Grid.MajorLineColor = Palette.Faint;
        return plot;
    }

    /// <summary>A legend beside the data, where it hides nothing.</summary>
    public static void LegendBeside(Plot plot)
    {
        plot.ShowLegend(Edge.Right);
        plot.Legend.FontSize = TickSize;
        plot.Legend.OutlineWidth = 0;
        plot.Legend.ShadowColor = Colors.Transparent;
        plot.Legend.BackgroundColor = Colors.White;
    }

    /// <summary>Writes plots of equal size beside each other.</summary>
    public static void SaveColumns(IReadOnlyList<Plot> plots, string path, int widthEach, int height) =>
        Together(plots, new ScottPlot.MultiplotLayouts.Columns()).SavePng(path, widthEach * plots.Count, height);

    /// <summary>Writes plots below each other, each of a height of its own.</summary>
    public static void SaveRows(IReadOnlyList<Plot> plots, string path, int width, IReadOnlyList<float> heights)
    {
        ScottPlot.MultiplotLayouts.DraggableRows rows = new();
        rows.SetHeights(heights);
        Together(plots, rows).SavePng(path, width, (int)heights.Sum());
    }

    private static Multiplot Together(IReadOnlyList<Plot> plots, IMultiplotLayout layout)
    {
        Multiplot multiplot = new();
        multiplot.RemovePlot(multiplot.GetPlot(0));
        foreach (Plot plot in plots)
        {
            multiplot.AddPlot(plot);
        }

        multiplot.Layout = layout;
        return multiplot;
    }
}
