using UserRep.Grains.Versions.Rollouts.ConsumerMetrics;
using UserRep.Grains.Versions.Rollouts.Measures;

namespace UserRep.Grains.Versions.Rollouts.Gates;

/// <summary>All that the gates of a version are judged by.</summary>
/// <param name="Report">What is measured here.</param>
/// <param name="Version">The version.</param>
/// <param name="Reference">The version it is held against; null for none.</param>
/// <param name="Reported">What consumers have reported up to now.</param>
/// <param name="ReportedBefore">What they had reported when the plan began.</param>
internal sealed record GateFacts(
    VersionReport Report, string Version, string? Reference, IReadOnlyList<ReportedMetric> Reported, IReadOnlyList<ReportedMetric> ReportedBefore)
{
    /// <summary>What a consumer has reported of a figure with a version since the plan began.</summary>
    public Moments Since(string consumer, string metric, string? version) =>
        Find(Reported, consumer, metric, version) is { } now ? now.Since(Find(ReportedBefore, consumer, metric, version) ?? Moments.None) : Moments.None;

    public bool IsHigherBetter(string consumer, string metric) => Reported.FirstOrDefault(r => r.Consumer == consumer && r.Metric == metric)?.IsHigherBetter ?? true;

    private static Moments? Find(IReadOnlyList<ReportedMetric> reported, string consumer, string metric, string? version) =>
        reported.FirstOrDefault(r => r.Consumer == consumer && r.Metric == metric && r.Version == version)?.Moments;
}
