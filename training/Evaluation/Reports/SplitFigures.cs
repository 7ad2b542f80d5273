using System.Globalization;
using UserRep.Training.Evaluation.Protocol;

namespace UserRep.Training.Evaluation.Reports;

/// <summary>The split by time: item vectors fit until; heads, and encoders without labels, learn until the test; then the check. ISO 8601, UTC.</summary>
internal sealed record SplitFigures(string FitUntil, string TestFrom, string CheckFrom, string End)
{
    public static SplitFigures From(TimeSplit split) => new(Iso(split.FitUntilMs), Iso(split.TestFromMs), Iso(split.CheckFromMs), Iso(split.EndMs));

    private static string Iso(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
