using System.Globalization;

namespace UserRep.Grains.Versions;

/// <summary>Numbers as messages have them.</summary>
internal static class NumberText
{
    /// <summary>A share in percent or a time in seconds: to the thousandth.</summary>
    public static string Coarse(double number) => number.ToString("0.###", CultureInfo.InvariantCulture);

    /// <summary>A figure or its bound: to the millionth.</summary>
    public static string Fine(double number) => number.ToString("0.######", CultureInfo.InvariantCulture);
}
