using ScottPlot;

namespace UserRep.Training.Evaluation.Reports.Pictures;

/// <summary>AUC and hit rate over the number of events seen.</summary>
internal static class ColdStartPicture
{
    public static void Save(IReadOnlyList<ColdStartPoint> points, string path)
    {
        string[] models = [.. points.SelectMany(p => p.Auc.Keys.Concat(p.HitRate10.Keys)).Distinct()];
        Plot auc = Draw(points, models, "New users: AUC", "AUC (0.5 = chance)", p => p.Auc, 1);
        Plot hits = Draw(points, models, "New users: hit rate@10", "Hits among 100 candidates, %", p => p.HitRate10, 100);
        Canvas.SaveColumns([auc, hits], path, 760, 560);
    }

    private static Plot Draw(
        IReadOnlyList<ColdStartPoint> points, string[] models, string title, string y, Func<ColdStartPoint, IReadOnlyDictionary<string, double>> valuesOf, double scale)
    {
        Plot plot = Canvas.Create(title, "Events seen", y);
        for (int m = 0; m < models.Length; m++)
        {
            int[] known = [.. Enumerable.Range(0, points.Count).Where(i => double.IsFinite(valuesOf(points[i]).GetValueOrDefault(models[m], double.NaN)))];
            if (known.Length > 0)
            {
                // Evenly spaced: on a true scale 0, 1 and 2 would be one spot.
                Add(plot, [.. known.Select(i => (double)i)], [.. known.Select(i => scale * valuesOf(points[i])[models[m]])], models, m);
            }
        }

        plot.Axes.Bottom.SetTicks([.. Enumerable.Range(0, points.Count).Select(i => (double)i)], [.. points.Select(p => p.Name)]);
        Canvas.LegendBeside(plot);
        return plot;
    }

    private static void Add(Plot plot, double[] xs, double[] ys, string[] models, int model)
    {
        bool ours = models[model] == ModelNames.UserRep;
        int other = model - (models.Take(model).Contains(ModelNames.UserRep) ? 1 : 0);
        var line = plot.Add.Scatter(xs, ys);
        line.LegendText = ModelNames.Title(models[model]);
        line.Color = ours ? Palette.Ours : Palette.Other(other);
        line.LineWidth = ours ? 4 : 2;
        line.LinePattern = ours || other < Palette.Others.Length ? LinePattern.Solid : LinePattern.Dashed;
        line.MarkerSize = ours ? 10 : 7;
        line.MarkerShape = ours ? MarkerShape.FilledCircle : Markers[other % Markers.Length];
    }

    // A second cue beside colour.
    private static readonly MarkerShape[] Markers =
        [MarkerShape.FilledSquare, MarkerShape.FilledTriangleUp, MarkerShape.FilledDiamond, MarkerShape.FilledTriangleDown];
}
