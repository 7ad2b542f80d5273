using System.Globalization;

namespace UserRep.Training.Service;

/// <summary>What was sent.</summary>
internal sealed record ReplayResult(long Users, long Events, long Applied, long Duplicates, double Seconds)
{
    public double EventsPerSecond => Events / Math.Max(Seconds, 1e-3);

    public string InWords() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Events:N0} events of {Users:N0} users in {Seconds:0.0} s ({EventsPerSecond:N0}/s): {Applied:N0} applied, {Duplicates:N0} had been there before.");
}
