using UserRep.Grains.Embeddings;
using UserRep.Grains.Encoding;
using UserRep.Grains.Features;
using UserRep.Grains.Parity;
using UserRep.Grains.Versions.Routing;

namespace UserRep.Grains.Versions.Rollouts.Measures;

/// <summary>What this silo has to say of a version.</summary>
internal sealed class LocalReports(VersionHost host, EmbeddingTable table, EncodeMeters meters, ReadCounters counters, ParityBook parity, TimeProvider time)
{
    /// <summary>What a version has to have its vector computed after the other one's was.</summary>
    private static readonly TimeSpan _grace = TimeSpan.FromSeconds(2);

    /// <summary>Comparing vectors takes tens of milliseconds, which a grain is not to be held up for.</summary>
    public Task<VersionReport> ReportAsync(string version, string? reference, DateTimeOffset since) => Task.Run(() => Report(version, reference, since));

    private VersionReport Report(string version, string? reference, DateTimeOffset since)
    {
        ServedVersion? served = host.Plan.Find(version);
        ItemLookups? items = served?.Space.Lookups;
        (long routed, long inCanary) = counters.Split(version);
        (long shareRouted, long shareInCanary) = served is null ? default : counters.Split(version, served.Planned.Percent);
        VersionCounts counts = new()
        {
            Life = meters.Life,
            Reference = reference,
            Encodes = meters.Of(version).Report(),
            ReferenceEncodes = reference is null ? EncodeReport.None : meters.Of(reference).Report(),
            KnownItems = items?.Known ?? 0,
            UnknownItems = items?.Unknown ?? 0,
            RoutedReads = routed,
            CanaryReads = inCanary,
            ShareReads = shareRouted,
            ShareCanaryReads = shareInCanary,
        };
        return new VersionReport(counts, served is not null && reference is not null && host.Plan.Find(reference) is { } other ? Look(served, other, since) : SurveyReport.None)
        {
            Failure = host.Plan.FailureOf(version),
            Parity = parity.Of(version),
        };
    }

    private SurveyReport Look(ServedVersion version, ServedVersion reference, DateTimeOffset since) => new Survey(
        (version.Version, version.Dimension),
        (reference.Version, reference.Dimension),
        version.Planned,
        since.ToUnixTimeMilliseconds(),
        (time.GetUtcNow() - _grace).ToUnixTimeMilliseconds()).Take(table);
}
