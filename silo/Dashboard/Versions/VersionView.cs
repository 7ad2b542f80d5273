using UserRep.Grains.Backfills;
using UserRep.Grains.Versions;
using UserRep.Grains.Versions.Comparisons;
using UserRep.Grains.Versions.Lifecycle;
using UserRep.Grains.Versions.Rollouts;
using UserRep.Grains.Versions.Switches;

namespace UserRep.Silo.Dashboard.Versions;

/// <summary>What is known of a version at a moment.</summary>
internal sealed record VersionView
{
    public required VersionSummary Version { get; init; }

    /// <summary>Gets the version that is current; null for none.</summary>
    public VersionSummary? Current { get; init; }

    /// <summary>Gets the version in canary; null for none.</summary>
    public VersionSummary? Canary { get; init; }

    public required RolloutStatus Rollout { get; init; }

    public required BackfillStatus Backfill { get; init; }

    /// <summary>Gets the switches that are prepared.</summary>
    public required IReadOnlyList<SwitchInfo> Switches { get; init; }

    /// <summary>Gets the version beside the current one; null if that cannot be told.</summary>
    public VersionComparison? Comparison { get; init; }

    /// <summary>Gets what was done to the version, the newest first, as far as it is read.</summary>
    public required IReadOnlyList<HistoryEntry> History { get; init; }
}
