using System.Globalization;

namespace UserRep.Training.Importing;

/// <summary>Reads times.</summary>
internal static class TimeText
{
    // Outside these years a time is nearly always one in another unit.
    private static readonly long Earliest = new DateTimeOffset(1900, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
    private static readonly long Latest = new DateTimeOffset(2200, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    private const decimal MostNumber = 1e15m;

    private static readonly string[] IsoForms =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd HH:mmK", "yyyy-MM-dd",
    ];

    /// <returns>What is wrong and what would be right, or null if it was read.</returns>
    public static string? Read(ReadOnlySpan<char> text, TimeUnit unit, out long timeMs)
    {
        if (!TryRead(text, unit, out timeMs)) return $"is not {Describe(unit)}: check --time-unit and the column";
        return timeMs >= Earliest && timeMs < Latest ? null : $"as {Describe(unit)} is outside the years 1900 to 2199: check --time-unit";
    }

    private static bool TryRead(ReadOnlySpan<char> text, TimeUnit unit, out long timeMs)
    {
        if (unit == TimeUnit.Iso) return TryReadIso(text, out timeMs);
        int scale = unit == TimeUnit.S ? 1000 : 1;
        timeMs = 0;
        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number)) return false;
        timeMs = (long)(Math.Clamp(number, -MostNumber, MostNumber) * scale);
        return true;
    }

    private static bool TryReadIso(ReadOnlySpan<char> text, out long timeMs)
    {
        bool read = DateTimeOffset.TryParseExact(
            text, IsoForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces, out DateTimeOffset time);
        timeMs = read ? time.ToUnixTimeMilliseconds() : 0;
        return read;
    }

    private static string Describe(TimeUnit unit) => unit switch
    {
        TimeUnit.S => "a number of seconds since 1970",
        TimeUnit.Ms => "a number of milliseconds since 1970",
        _ => "a time like 2014-01-20T09:24:42Z",
    };
}
