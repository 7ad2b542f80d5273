using System.Collections.Concurrent;
using UserRep.Grains.Metrics;
using UserRep.Grains.Versions;

namespace UserRep.Grains.Parity;

/// <summary>What the looks at this silo's vectors have shown, for as long as their version is served.</summary>
internal sealed class ParityBook(IPlanSource versions, ServiceMeter meter)
{
    private readonly ConcurrentDictionary<string, ParityReport> _reports = new(StringComparer.Ordinal);

    /// <summary>What is known of a version.</summary>
    public ParityReport Of(string version) => _reports.GetValueOrDefault(version, ParityReport.None);

    public void Note(string version, ParityResult result)
    {
        if (result.Outcome == ParityOutcome.Unknown)
        {
            return;
        }

        bool isDifferent = result.Outcome == ParityOutcome.Different;
        meter.Compared(isDifferent);
        ParityReport one = new(1, isDifferent ? 1 : 0, result.Difference);
        _reports.AddOrUpdate(version, one, (_, before) => before.Plus(one));
        foreach (string gone in _reports.Keys.Where(known => versions.Plan.Find(known) is null))
        {
            _reports.TryRemove(gone, out _);
        }
    }
}
