using System.Globalization;

namespace UserRep.Silo.Json;

/// <summary>Moments and durations as people write them.</summary>
internal static class Moments
{
    /// <summary>Milliseconds since 1970 UTC, or ISO 8601; without a zone it is UTC.</summary>
    public static bool TryRead(string text, out long ms)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out ms))
        {
            return true;
        }

        bool read = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset moment);
        ms = read ? moment.ToUnixTimeMilliseconds() : 0;
        return read;
    }

    /// <summary><c>500ms</c>, <c>10s</c>, <c>5m</c>, <c>1h</c>, <c>2d</c>, or seconds.</summary>
    public static bool TryReadDuration(string text, out TimeSpan duration)
    {
        (string number, double unit) = text switch
        {
            _ when text.EndsWith("ms", StringComparison.Ordinal) => (text[..^2], 0.001),
            _ when text.EndsWith('s') => (text[..^1], 1),
            _ when text.EndsWith('m') => (text[..^1], 60),
            _ when text.EndsWith('h') => (text[..^1], 3_600),
            _ when text.EndsWith('d') => (text[..^1], 86_400),
            _ => (text, 1),
        };
        bool read = double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value) && value * unit < TimeSpan.MaxValue.TotalSeconds / 2;
        duration = read ? TimeSpan.FromSeconds(value * unit) : default;
        return read;
    }

    /// <summary>As <see cref="TryReadDuration"/> takes it, in the largest unit that goes into it.</summary>
    public static string Duration(TimeSpan duration)
    {
        (long ticks, string unit) = duration.Ticks switch
        {
            0 => (TimeSpan.TicksPerSecond, "s"),
            var t when t % TimeSpan.TicksPerDay == 0 && t > TimeSpan.TicksPerDay => (TimeSpan.TicksPerDay, "d"),
            var t when t % TimeSpan.TicksPerHour == 0 => (TimeSpan.TicksPerHour, "h"),
            var t when t % TimeSpan.TicksPerMinute == 0 => (TimeSpan.TicksPerMinute, "m"),
            var t when t % TimeSpan.TicksPerSecond == 0 => (TimeSpan.TicksPerSecond, "s"),
            _ => (TimeSpan.TicksPerMillisecond, "ms"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{(double)duration.Ticks / ticks}{unit}");
    }

    public static string Iso(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
