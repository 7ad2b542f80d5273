using UserRep.Grains.Versions;
using UserRep.Grains.Vitals;
using UserRep.Silo.Dashboard.Overview;

namespace UserRep.Silo.Dashboard.Feed;

/// <summary>What the dashboard knows at a moment. Immutable: all who look see the same.</summary>
internal sealed record FeedSnapshot
{
    /// <summary>Gets when the silos were asked.</summary>
    public required DateTimeOffset At { get; init; }

    public required ClusterVitals Vitals { get; init; }

    public required Figures Figures { get; init; }

    public required IReadOnlyList<VersionSummary> Versions { get; init; }

    /// <summary>Gets what is wrong, the worst first.</summary>
    public required IReadOnlyList<Concern> Concerns { get; init; }
}
