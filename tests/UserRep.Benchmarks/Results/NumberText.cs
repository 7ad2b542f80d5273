using System.Globalization;

namespace UserRep.Benchmarks.Results;

/// <summary>A figure for people: as many digits as mean something.</summary>
internal static class NumberText
{
    public static string Of(double number) => Math.Abs(number) switch
    {
        0 => "0",
        >= 1000 => number.ToString("N0", CultureInfo.InvariantCulture),
        >= 100 => number.ToString("0", CultureInfo.InvariantCulture),
        >= 10 => number.ToString("0.#", CultureInfo.InvariantCulture),
        _ => number.ToString("0.###", CultureInfo.InvariantCulture),
    };
}
