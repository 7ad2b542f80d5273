using System.Globalization;
using ScottPlot;

namespace UserRep.Training.Evaluation.Reports.Pictures;

/// <summary>AUC of every model by task, as bars from chance (0.5) with intervals; ours stands out.</summary>
internal static class AucPicture
{
    private const double Chance = 0.5;

    public static void Save(IReadOnlyDictionary<string, TaskFigures> tasks, string path)
    {
        Plot[] plots = [.. tasks.Select(t => Draw(t.Key, t.Value))];
        Canvas.SaveColumns(plots, path, 560, 130 + (36 * tasks.Values.Max(t => t.Models.Count)));
    }

    private static Plot Draw(string task, TaskFigures figures)
    {
        Plot plot = Canvas.Create(ModelNames.Title(task), "AUC (0.5 = chance), 95 % interval", "");
        (string Name, ModelFigures Figures)[] models = [.. figures.Models.Where(m => double.IsFinite(m.Value.Auc)).Select(m => (m.Key, m.Value)).Reverse()];
        double most = models.Length == 0 ? 1 : models.Max(m => High(m.Figures));
        double least = models.Length == 0 ? Chance : Math.Min(Chance, models.Min(m => Low(m.Figures)));
        for (int i = 0; i < models.Length; i++)
        {
            AddBar(plot, i, models[i].Name == ModelNames.UserRep, models[i].Figures, (most - least) * 0.015);
        }

        plot.Axes.Left.SetTicks([.. Enumerable.Range(0, models.Length).Select(i => (double)i)], [.. models.Select(m => ModelNames.Title(m.Name))]);
        plot.Axes.Left.MajorTickStyle.Length = 0;
        plot.Grid.YAxisStyle.IsVisible = false;

        // Room to the right of the longest interval for the figure written there.
        plot.Axes.SetLimits(least - ((most - least) * 0.02), most + ((most - least) * 0.24), -0.7, models.Length - 0.3);
        return plot;
    }

    private static void AddBar(Plot plot, int position, bool ours, ModelFigures figures, double gap)
    {
        plot.Add.Bar(new Bar
        {
            Position = position,
            ValueBase = Chance,
            Value = figures.Auc,
            Orientation = Orientation.Horizontal,
            Size = 0.66,
            FillColor = ours ? Palette.Ours : Palette.Rival,
            LineWidth = 0,
        });
        var interval = plot.Add.Line(Low(figures), position, High(figures), position);
        (interval.LineWidth, interval.LineColor, interval.MarkerSize) = (2, Palette.Ink, 0);
        var text = plot.Add.Text(figures.Auc.ToString("0.000", CultureInfo.InvariantCulture), Math.Max(figures.Auc, High(figures)) + gap, position);
        (text.LabelFontSize, text.LabelFontColor, text.LabelBold, text.LabelAlignment) = (14, Palette.Ink, ours, Alignment.MiddleLeft);
    }

    private static double Low(ModelFigures f) => double.IsFinite(f.AucLow) ? f.AucLow : f.Auc;

    private static double High(ModelFigures f) => double.IsFinite(f.AucHigh) ? f.AucHigh : f.Auc;
}
