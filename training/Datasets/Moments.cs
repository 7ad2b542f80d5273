using System.Globalization;

namespace UserRep.Training.Datasets;

/// <summary>Moments in words.</summary>
internal static class Moments
{
    /// <summary>An ISO time in UTC, or the number itself where no calendar has it.</summary>
    public static string Text(long timeMs)
    {
        long limit = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();
        return timeMs < DateTimeOffset.MinValue.ToUnixTimeMilliseconds() || timeMs > limit
            ? timeMs.ToString(CultureInfo.InvariantCulture)
            : DateTimeOffset.FromUnixTimeMilliseconds(timeMs).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
    }
}
