using UserRep.Grains.Versions;
using UserRep.Grains.Versions.Lifecycle;

namespace UserRep.Silo.Dashboard.Versions;

/// <summary>The life of a version as stations on a line.</summary>
internal static class Life
{
    private static readonly VersionState[] _line =
        [VersionState.Registered, VersionState.Validated, VersionState.Shadow, VersionState.Canary, VersionState.Current, VersionState.Draining, VersionState.Retired];

    /// <summary>The stations; none is here of a version that left the line, as it failed or was rolled back.</summary>
    /// <param name="state">Where the version stands.</param>
    /// <param name="history">What was done to it, as far as it is read.</param>
    /// <param name="isWhole">Whether that is all: else what is not in it may be in what is older.</param>
    public static IReadOnlyList<LifeStage> Of(VersionState state, IReadOnlyList<HistoryEntry> history, bool isWhole)
    {
        int here = Array.IndexOf(_line, state);
        HashSet<VersionState> seen = [.. history.Select(e => e.To).Concat(history.Select(e => e.From)).OfType<VersionState>()];

        // What is registered is validated in one go.
        seen.Add(VersionState.Registered);
        return [.. _line.Select((station, i) => new LifeStage(station, Place(station, i)))];

        string Place(VersionState station, int i) => i == here ? "here"
            : i > here && here >= 0 ? "ahead"
            : seen.Contains(station) ? "past"
            : !isWhole ? "untold"
            : here < 0 ? "ahead"
            : "skipped";
    }
}
