using System.Globalization;
using ScottPlot;

namespace UserRep.Training.Evaluation.Reports.Pictures;

/// <summary>Users in the plane of their first two principal components, coloured by group.</summary>
internal static class ProjectionPicture
{
    private const int ColouredGroups = 6;

    public static void Save(Projection projection, string path)
    {
        TwoComponents places = TwoComponents.Of(projection.Users);
        Plot plot = Canvas.Create($"User vectors by {Lower(projection.GroupedBy)}", Axis("First", places.ShareX), Axis("Second", places.ShareY));
        string[] groups = [.. projection.Groups.OfType<string>().GroupBy(g => g).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).Take(ColouredGroups).Select(g => g.Key)];

        // The rest first, so that it lies underneath.
        Add(plot, places, Rows(projection, g => g is null || !groups.Contains(g)), "others", Palette.Faint.Darken(0.08));
        for (int i = 0; i < groups.Length; i++)
        {
            Add(plot, places, Rows(projection, g => g == groups[i]), groups[i], i == 0 ? Palette.Ours : Palette.Other(i - 1));
        }

        Canvas.LegendBeside(plot);
        plot.SavePng(path, 1000, 720);
    }

    private static void Add(Plot plot, TwoComponents places, int[] rows, string name, Color colour)
    {
        if (rows.Length > 0)
        {
            var points = plot.Add.ScatterPoints(rows.Select(r => places.Xs[r]).ToArray(), rows.Select(r => places.Ys[r]).ToArray());
            (points.LegendText, points.Color, points.MarkerSize) = ($"{name} ({Figure.Count(rows.Length)})", colour.WithAlpha(0.75), 6);
        }
    }

    private static int[] Rows(Projection projection, Func<string?, bool> isIn) =>
        [.. Enumerable.Range(0, projection.Groups.Count).Where(row => isIn(projection.Groups[row]))];

    private static string Axis(string which, double share) => $"{which} principal component ({(100 * share).ToString("0", CultureInfo.InvariantCulture)} % of variance)";

    private static string Lower(string title) => title.ToLower(CultureInfo.InvariantCulture);
}
