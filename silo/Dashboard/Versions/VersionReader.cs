using UserRep.Grains.Backfills;
using UserRep.Grains.Versions;
using UserRep.Grains.Versions.Lifecycle;
using UserRep.Grains.Versions.Rollouts;
using UserRep.Grains.Versions.Switches;

namespace UserRep.Silo.Dashboard.Versions;

/// <summary>Gathers what is known of a version.</summary>
internal sealed class VersionReader(IVersionRegistry versions, IRollouts rollouts, ISwitches switches, IBackfills backfills, Comparisons comparisons)
{
    /// <returns>What is known; null if there is no such version.</returns>
    public async Task<VersionView?> ReadAsync(string version, CancellationToken cancellation)
    {
        IReadOnlyList<VersionSummary> all = await versions.ListAsync(cancellation);
        if (all.FirstOrDefault(v => v.Version == version) is not { } found)
        {
            return null;
        }

        return new VersionView
        {
            Version = found,
            Current = all.FirstOrDefault(v => v.State == VersionState.Current),
            Canary = all.FirstOrDefault(v => v.State == VersionState.Canary),
            Rollout = await rollouts.FindAsync(version, cancellation),
            Backfill = await backfills.FindAsync(version, cancellation),
            Comparison = await comparisons.FindAsync(found, cancellation),
            Switches = await switches.PreparedAsync(cancellation),
            History = [.. (await versions.HistoryAsync(new HistoryQuery(), cancellation)).Entries.Where(e => e.Version == version).Reverse()],
        };
    }
}
