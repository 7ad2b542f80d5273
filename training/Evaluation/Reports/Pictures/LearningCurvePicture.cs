using ScottPlot;

namespace UserRep.Training.Evaluation.Reports.Pictures;

/// <summary>Training and held-out loss per epoch, a colour per encoder seed; a single curve is not named by its seed.</summary>
internal static class LearningCurvePicture
{
    public static void Save(IReadOnlyList<LearningCurve> curves, string path)
    {
        Plot plot = Canvas.Create("Learning curves", "Epoch", "Reconstruction loss (weighted squared error)");
        for (int i = 0; i < curves.Count; i++)
        {
            double[] epochs = [.. curves[i].Points.Select(p => (double)p.Epoch)];
            string seed = curves.Count > 1 ? $"seed {curves[i].EncoderSeed}, " : string.Empty;
            Add(plot, epochs, [.. curves[i].Points.Select(p => p.TrainingLoss)], i, $"{seed}training (masked)", LinePattern.Dotted);
            Add(plot, epochs, [.. curves[i].Points.Select(p => p.HeldOutLoss)], i, $"{seed}held out (nothing masked)", LinePattern.Solid);
        }

        plot.Axes.Bottom.TickGenerator = new ScottPlot.TickGenerators.NumericAutomatic { IntegerTicksOnly = true };
        Canvas.LegendBeside(plot);
        plot.SavePng(path, 1100, 560);
    }

    private static void Add(Plot plot, double[] epochs, double[] losses, int index, string name, LinePattern pattern)
    {
        var line = plot.Add.Scatter(epochs, losses);
        (line.LegendText, line.Color, line.LineWidth, line.LinePattern, line.MarkerSize) = (name, Palette.Other(index), 2.5f, pattern, 5);
    }
}
