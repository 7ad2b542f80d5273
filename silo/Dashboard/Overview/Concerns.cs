using System.Globalization;
using UserRep.Grains.Versions;
using UserRep.Grains.Vitals;
using UserRep.Silo.Dashboard.Versions;

namespace UserRep.Silo.Dashboard.Overview;

/// <summary>Says in words what is wrong, the worst first; nothing if all is well.</summary>
internal static class Concerns
{
    /// <summary>The heading of the runbook about vectors that are not what the log gives.</summary>
    public const string ParityHeading = "Parity broken";

    private const double LateSeconds = 1;
    private const double StaleShare = 0.05;
    private const double FailedShare = 0.01;
    private const long LongQueue = 2_000;

    // Fewer say nothing of a share, or of one in a hundred.
    private const long EnoughReads = 20;
    private const long EnoughTimes = 100;

    /// <param name="vitals">What the silos said.</param>
    /// <param name="figures">The numbers made of it.</param>
    /// <param name="versions">The versions; null if they could not be told.</param>
    public static IReadOnlyList<Concern> Of(ClusterVitals vitals, Figures figures, IReadOnlyList<VersionSummary>? versions) =>
        [.. All(vitals, figures, versions).OrderBy(concern => concern.Weight)];

    private static IEnumerable<Concern> All(ClusterVitals vitals, Figures figures, IReadOnlyList<VersionSummary>? versions)
    {
        if (vitals.Silent.Count > 0)
        {
            yield return new Concern(ConcernWeight.Broken, $"{Names(vitals.Silent)} {Do(vitals.Silent.Count, "does", "do")} not answer.", "Silo down");
        }

        if (figures.LogFailures > 0)
        {
            yield return new Concern(ConcernWeight.Broken, $"The log failed {Times(figures.LogFailures)} in the last minute.", "Log failing");
        }

        if (figures.Refused > 0)
        {
            yield return new Concern(ConcernWeight.Broken, $"{Count(figures.Refused, "event was", "events were")} refused in the last minute.", "Events refused");
        }

        if (figures.LastReads.FailedShare > FailedShare)
        {
            yield return new Concern(
                ConcernWeight.Broken,
                string.Create(CultureInfo.InvariantCulture, $"{figures.LastReads.Failed:#,0} of {figures.LastReads.All:#,0} vectors that were asked for in the last minute could not be given."),
                "Reads without vector");
        }

        if (versions is null)
        {
            yield return new Concern(ConcernWeight.Broken, "The catalogue of versions does not answer.", "Silos disagree");
        }
        else if (!versions.Any(v => v.State == VersionState.Current))
        {
            yield return new Concern(ConcernWeight.Broken, "No version is current, so reads that name none get no vector.", "No model");
        }

        foreach (Concern concern in OfVersions(vitals, versions ?? []).Concat(OfPartitions(figures)).Concat(OfQueues(vitals)).Concat(OfSpeed(figures)))
        {
            yield return concern;
        }
    }

    private static IEnumerable<Concern> OfVersions(ClusterVitals vitals, IReadOnlyList<VersionSummary> versions)
    {
        foreach (IGrouping<string, string> failed in vitals.Silos.SelectMany(silo => silo.FailedVersions.Keys.Select(version => (version, silo.Silo))).GroupBy(f => f.version, f => f.Silo, StringComparer.Ordinal))
        {
            yield return new Concern(ConcernWeight.Impaired, $"Version {failed.Key} cannot be served at {Names([.. failed])}.", "Version failed");
        }

        foreach (VersionSummary version in versions.Where(v => v.State == VersionState.Failed))
        {
            yield return new Concern(ConcernWeight.Impaired, $"Version {version.Version} has failed: {version.Reason}", "Version failed");
        }

        foreach (ParityCount parity in ParityCount.Of(vitals).Where(count => count.Different > 0))
        {
            yield return new Concern(
                ConcernWeight.Impaired,
                $"{Count(parity.Different, "vector", "vectors")} of version {parity.Version} {Do(parity.Different, "differs", "differ")} from what the log gives, of {Count(parity.Checked, "vector", "vectors")} computed again.",
                ParityHeading);
        }
    }

    private static IEnumerable<Concern> OfPartitions(Figures figures)
    {
        PlacedPartition[] behind = [.. figures.Partitions.Where(p => p.Vitals.IsBehind)];
        if (behind.Length > 0)
        {
            yield return new Concern(
                ConcernWeight.Impaired,
                $"{Do(behind.Length, "Partition", "Partitions")} {Names([.. behind.Select(p => p.Vitals.Partition.ToString(CultureInfo.InvariantCulture))])} {Do(behind.Length, "is", "are")} behind, by {Count(behind.Sum(p => p.Vitals.Lag), "event", "events")}.",
                "Partition behind");
        }

        if (figures.Partitions.Sum(p => (long)p.Vitals.Parked) is > 0 and long parked)
        {
            yield return new Concern(ConcernWeight.Impaired, $"{Count(parked, "user", "users")} cannot take events in and {Do(parked, "is", "are")} tried again.", "Users parked");
        }

        if (figures.Damaged > 0)
        {
            yield return new Concern(
                ConcernWeight.Impaired,
                $"{Count(figures.Damaged, "event", "events")} of the log could not be read in the last minute and {Do(figures.Damaged, "was", "were")} passed over.",
                "Events damaged");
        }

        if (figures.EncodeFailures > 0)
        {
            yield return new Concern(ConcernWeight.Impaired, $"Models failed to give {Count(figures.EncodeFailures, "vector", "vectors")} in the last minute.", "Encode failing");
        }
    }

    private static IEnumerable<Concern> OfQueues(ClusterVitals vitals)
    {
        (string Silo, long Waiting)[] all = [.. vitals.Silos.Select(silo => (silo.Silo, silo.WaitingForPlace + silo.Encoders.Sum(e => (long)e.Waiting)))];
        (string Silo, long Waiting)[] busy = [.. all.Where(silo => silo.Waiting > LongQueue)];
        if (busy.Length > 0)
        {
            yield return new Concern(ConcernWeight.Slow, string.Create(CultureInfo.InvariantCulture, $"{busy.Sum(s => s.Waiting):#,0} users wait for their vector at {Names([.. busy.Select(s => s.Silo)])}."), "Encode queue long");
        }
    }

    private static IEnumerable<Concern> OfSpeed(Figures figures)
    {
        if (figures.Appends >= EnoughTimes && figures.AppendLate > LateSeconds)
        {
            yield return new Concern(ConcernWeight.Slow, string.Create(CultureInfo.InvariantCulture, $"One request in a hundred waits more than {figures.AppendLate:0.0} s for the log."), "Appends slow");
        }

        if (figures.SnapshotsDropped > 0)
        {
            yield return new Concern(ConcernWeight.Slow, $"{Count(figures.SnapshotsDropped, "snapshot was", "snapshots were")} not stored in the last minute.", "Snapshots dropped");
        }

        if (figures.Timed >= EnoughTimes && figures.Late > LateSeconds)
        {
            yield return new Concern(ConcernWeight.Slow, string.Create(CultureInfo.InvariantCulture, $"One vector in a hundred takes more than {figures.Late:0.0} s after its event."), "Vectors late");
        }

        if (figures.LastReads.All >= EnoughReads && figures.LastReads.StaleShare > StaleShare)
        {
            yield return new Concern(ConcernWeight.Slow, string.Create(CultureInfo.InvariantCulture, $"{figures.LastReads.StaleShare * 100:0} % of the vectors read in the last minute were stale."), "Reads stale");
        }
    }

    private static string Names(IReadOnlyList<string> names) => names.Count <= 1 ? string.Concat(names) : $"{string.Join(", ", names.SkipLast(1))} and {names[^1]}";

    private static string Do(long count, string one, string more) => count == 1 ? one : more;

    private static string Times(long count) => count == 1 ? "once" : string.Create(CultureInfo.InvariantCulture, $"{count:#,0} times");

    private static string Count(long count, string one, string more) => string.Create(CultureInfo.InvariantCulture, $"{count:#,0} {Do(count, one, more)}");
}
