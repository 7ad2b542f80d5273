using System.Globalization;

namespace UserRep.Model.Features;

/// <summary>
/// The time constant of a decayed sum: an event of age <c>t</c> weighs <c>exp(-t / tau)</c>.
/// Written as <c>30m</c>, <c>12h</c>, <c>7d</c> or <c>forever</c>.
/// </summary>
public readonly record struct TimeScale
{
    private const string ForeverName = "forever";

    /// <summary>No decay: every event weighs the same for ever.</summary>
    public static readonly TimeScale Forever = new(double.PositiveInfinity);

    private TimeScale(double milliseconds) => Milliseconds = milliseconds;

    /// <summary>Gets tau in milliseconds; positive infinity for <see cref="Forever"/>.</summary>
    public double Milliseconds { get; }

    /// <summary>Gets whether this scale never decays.</summary>
    public bool IsForever => double.IsPositiveInfinity(Milliseconds);

    /// <summary>A scale of so many days.</summary>
    /// <param name="days">Tau in days; above zero.</param>
    /// <returns>The scale.</returns>
    public static TimeScale FromDays(double days)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(days);
        return new TimeScale(TimeSpan.FromDays(days).TotalMilliseconds);
    }

    /// <summary>Reads <c>30m</c>, <c>12h</c>, <c>7d</c> or <c>forever</c>; one minute at least.</summary>
    /// <param name="text">The text.</param>
    /// <param name="scale">The scale read.</param>
    /// <returns>Whether the text is a time scale.</returns>
    public static bool TryParse(string? text, out TimeScale scale)
    {
        scale = default;
        if (string.Equals(text, ForeverName, StringComparison.Ordinal))
        {
            scale = Forever;
            return true;
        }

        if (text is not { Length: >= 2 } || UnitMilliseconds(text[^1]) is not { } unit)
        {
            return false;
        }

        if (!int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out int count) || count == 0)
        {
            return false;
        }

        scale = new TimeScale(count * unit);
        return true;
    }

    /// <summary>What an event of this age still weighs.</summary>
    /// <param name="ageMs">Age in milliseconds; zero or more.</param>
    /// <returns>A factor from 0 to 1. Below 1e-12 it is 0, so that sums end at zero and not in slow subnormal numbers.</returns>
    public float Decay(long ageMs)
    {
        double factor = ageMs <= 0 || IsForever ? 1d : Math.Exp(-ageMs / Milliseconds);
        return factor < 1e-12 ? 0f : (float)factor;
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        if (IsForever)
        {
            return ForeverName;
        }

        foreach (char unit in "dhm")
        {
            double count = Milliseconds / UnitMilliseconds(unit)!.Value;
            if (count >= 1 && count == Math.Floor(count))
            {
                return string.Create(CultureInfo.InvariantCulture, $"{count}{unit}");
            }
        }

        return string.Create(CultureInfo.InvariantCulture, $"{Milliseconds}ms");
    }

    private static double? UnitMilliseconds(char unit) => unit switch
    {
        'm' => 60_000d,
        'h' => 3_600_000d,
        'd' => 86_400_000d,
        _ => null,
    };
}
