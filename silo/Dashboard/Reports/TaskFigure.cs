using System.Globalization;

namespace UserRep.Silo.Dashboard.Reports;

/// <summary>What the vector reached in a task of an evaluation.</summary>
/// <param name="Auc">The area under the curve.</param>
/// <param name="Low">Where its 95 % interval begins.</param>
/// <param name="High">Where that ends.</param>
internal sealed record TaskFigure(double Auc, double? Low, double? High)
{
    /// <summary>As tables have it: <c>0.847 [0.835, 0.859]</c>.</summary>
    public string Text => Low is { } low && High is { } high ? $"{Figure(Auc)} [{Figure(low)}, {Figure(high)}]" : Figure(Auc);

    private static string Figure(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}
