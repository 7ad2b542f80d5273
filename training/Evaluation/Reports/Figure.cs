using System.Globalization;

namespace UserRep.Training.Evaluation.Reports;

/// <summary>Figures as people read them; a dash where there is none.</summary>
internal static class Figure
{
    private const string None = "–";

    public static string Area(double value) => Format(value, "0.0000");

    public static string AreaWithEnds(double value, double low, double high) =>
        double.IsFinite(value) ? $"{Format(value, "0.0000")} [{Format(low, "0.000")}, {Format(high, "0.000")}]" : None;

    public static string Share(double value) => double.IsFinite(value) ? Format(100 * value, "0.0") + " %" : None;

    public static string Gain(GainFigures gain) => Gain(gain.Auc, gain.Low, gain.High);

    public static string Gain(double value, double low, double high) => double.IsFinite(value)
        ? $"{Format(value, "+0.0;−0.0;0.0")} % [{Format(low, "+0.0;−0.0;0.0")}, {Format(high, "+0.0;−0.0;0.0")}]"
        : None;

    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    public static string Seconds(double value) => Format(value, "0.0") + " s";

    private static string Format(double value, string format) =>
        double.IsFinite(value) ? value.ToString(format, CultureInfo.InvariantCulture) : None;
}
