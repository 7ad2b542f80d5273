using UserRep.Grains.Backfills;
using UserRep.Grains.Versions;
using UserRep.Grains.Versions.Rollouts;
using UserRep.Grains.Versions.Switches;

namespace UserRep.Silo.Dashboard.Versions;

/// <summary>Gathers what is known of a version.</summary>
internal sealed class VersionReader(IVersionRegistry versions, IRollouts rollouts, ISwitches switches, IBackfills backfills, Comparisons comparisons)
{
    /// <summary>The history of a version, of which nothing is read yet.</summary>
    public VersionHistory HistoryOf(string version) => new(versions, version);

    /// <returns>What is known; null if there is no such version.</returns>
    public async Task<VersionView?> ReadAsync(VersionHistory history, CancellationToken cancellation)
    {
        string version = history.Version;
        IReadOnlyList<VersionSummary> all = await versions.ListAsync(cancellation);
        if (all.FirstOrDefault(v => v.Version == version) is not { } found)
        {
            return null;
        }

        await history.RenewAsync(cancellation);
        return new VersionView
        {
            Version = found,
            Current = all.FirstOrDefault(v => v.State == VersionState.Current),
            Canary = all.FirstOrDefault(v => v.State == VersionState.Canary),
            Rollout = await rollouts.FindAsync(version, cancellation),
            Backfill = await backfills.FindAsync(version, cancellation),
            Comparison = await comparisons.FindAsync(found, cancellation),
            Switches = await switches.PreparedAsync(cancellation),
            History = history.Entries,
        };
    }
}
