using ScottPlot;

namespace UserRep.Training.Evaluation.Reports.Pictures;

/// <summary>What each change does to each task: a bar to the left is harm.</summary>
internal static class AblationPicture
{
    private const double Step = 0.26;

    public static void Save(IReadOnlyList<AblationFigures> ablations, string path)
    {
        string[] tasks = [.. ablations.SelectMany(a => a.Tasks.Keys).Distinct()];
        Plot plot = Canvas.Create("Ablations", "Change in AUC against the full encoder, % (left is worse), 95 % interval", "");
        for (int t = 0; t < tasks.Length; t++)
        {
            AddTask(plot, ablations, tasks, t);
        }

        plot.Add.VerticalLine(0, 1.5f, Palette.Ink);
        plot.Axes.Left.SetTicks([.. ablations.Select((_, i) => (double)-i)], [.. ablations.Select(a => a.Name)]);
        plot.Axes.Left.MajorTickStyle.Length = 0;
        plot.Grid.YAxisStyle.IsVisible = false;
        plot.Axes.AutoScaleX();
        plot.Axes.SetLimitsY(-ablations.Count + 0.4, 0.6);
        Canvas.LegendBeside(plot);
        plot.SavePng(path, 1200, 160 + (64 * ablations.Count));
    }

    private static void AddTask(Plot plot, IReadOnlyList<AblationFigures> ablations, string[] tasks, int task)
    {
        List<Bar> bars = [];
        for (int i = 0; i < ablations.Count; i++)
        {
            if (ablations[i].Tasks.TryGetValue(tasks[task], out GainFigures? gain) && double.IsFinite(gain.Auc))
            {
                double position = -i - ((task - ((tasks.Length - 1) / 2.0)) * Step);
                bars.Add(new Bar { Position = position, Value = gain.Auc, Orientation = Orientation.Horizontal, Size = Step * 0.88, LineWidth = 0, FillColor = Palette.Other(task) });
                AddInterval(plot, position, gain);
            }
        }

        plot.Add.Bars(bars).LegendText = ModelNames.Title(tasks[task]);
    }

    private static void AddInterval(Plot plot, double position, GainFigures gain)
    {
        if (double.IsFinite(gain.Low) && double.IsFinite(gain.High))
        {
            var line = plot.Add.Line(gain.Low, position, gain.High, position);
            (line.LineWidth, line.LineColor, line.MarkerSize) = (1.5f, Palette.Ink, 0);
        }
    }
}
