using System.Globalization;

namespace UserRep.Benchmarks.Scaling;

/// <summary>Numbers for people: three digits that count.</summary>
internal static class Figure
{
    private static readonly (double Size, string Letter)[] _steps = [(1e15, "P"), (1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k")];

    /// <summary>With a letter for thousands, millions and so on.</summary>
    public static string Short(double number)
    {
        // What is rounded up to a thousand is of the next letter.
        double rounded = Round(number);
        (double size, string letter) = _steps.FirstOrDefault(step => Math.Abs(rounded) >= step.Size);
        return letter is null ? Plain(rounded) : $"{Plain(rounded / size)} {letter}";
    }

    public static string Bytes(double bytes) => Math.Abs(bytes) < 1_000 ? $"{Short(bytes)} B" : $"{Short(bytes)}B";

    private static double Round(double number) => number == 0 ? 0 : double.Parse(number.ToString("E2", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static string Plain(double number) => double.Parse(number.ToString("G3", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture).ToString("0.######", CultureInfo.InvariantCulture);
}
