using System.Globalization;

namespace UserRep.Grains.Versions.Rollouts.Plans;

/// <summary>Times as people write them.</summary>
public static class Durations
{
    /// <summary>Reads <c>500ms</c>, <c>10s</c>, <c>5m</c>, <c>1h</c>, <c>2d</c>, or seconds; never less than zero.</summary>
    /// <param name="text">The text.</param>
    /// <param name="duration">The time.</param>
    /// <returns>Whether it is one.</returns>
    public static bool TryRead(string text, out TimeSpan duration)
    {
        ArgumentNullException.ThrowIfNull(text);
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

    /// <summary>As <see cref="TryRead"/> takes it, in the largest unit that goes into it.</summary>
    /// <param name="duration">The time.</param>
    /// <returns>The text.</returns>
    public static string Text(TimeSpan duration)
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
}
