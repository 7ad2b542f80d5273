using System.Globalization;
using UserRep.Training.Cli;
using UserRep.Training.Importing;

namespace UserRep.Training.Datasets;

/// <summary>A moment as a command line names it: an ISO date or time (UTC), milliseconds since 1970, or a share of the events such as <c>60%</c>.</summary>
internal readonly record struct TimePoint
{
    private const string Forms = "give a date (2014-01-20), a time (2014-01-20T09:24:42Z), milliseconds since 1970, or a share of the events (60%)";

    private readonly long _timeMs;
    private readonly double? _share;

    private TimePoint(long timeMs, double? share) => (_timeMs, _share) = (timeMs, share);

    /// <returns>What is wrong, or null if it was read.</returns>
    public static string? Read(string text, out TimePoint point)
    {
        point = default;
        if (text.EndsWith('%')) return ReadShare(text, out point);
        bool isNumber = long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);
        if (TimeText.Read(text, isNumber ? TimeUnit.Ms : TimeUnit.Iso, out long timeMs) is not null) return $"'{text}' is not a moment: {Forms}.";
        point = new TimePoint(timeMs, null);
        return null;
    }

    /// <summary>The moment in milliseconds since 1970 UTC.</summary>
    /// <exception cref="UserErrorException">The data set has no times.</exception>
    public long Resolve(Dataset dataset, CancellationToken cancellation)
    {
        if (!dataset.Info.HasTimes) throw new UserErrorException($"{dataset.Folder} has no times, so no moment can be named. Leave the time out.");
        return _share is { } share ? EventTimes.Quantile(dataset, share, cancellation) : _timeMs;
    }

    private static string? ReadShare(string text, out TimePoint point)
    {
        bool read = double.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.Float, CultureInfo.InvariantCulture, out double percent);
        point = new TimePoint(0, percent / 100);
        return read && percent is > 0 and <= 100 ? null : $"'{text}' is not a share of the events: give more than 0% and at most 100%.";
    }
}
