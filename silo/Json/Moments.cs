using System.Globalization;
using UserRep.Grains.Versions.Rollouts.Plans;

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
    public static bool TryReadDuration(string text, out TimeSpan duration) => Durations.TryRead(text, out duration);

    /// <summary>As <see cref="TryReadDuration"/> takes it, in the largest unit that goes into it.</summary>
    public static string Duration(TimeSpan duration) => Durations.Text(duration);

    public static string Iso(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
