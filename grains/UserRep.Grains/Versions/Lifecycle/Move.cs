namespace UserRep.Grains.Versions.Lifecycle;

/// <summary>The next catalogue in the making: versions that move, and the entry of the history that says so for each.</summary>
internal readonly struct Move
{
    private readonly CatalogState _after;
    private readonly VersionChange _change;

    public Move(CatalogState before, VersionChange change, DateTimeOffset now)
        : this(before, before with { Revision = before.Revision + 1 }, change, now)
    {
    }

    private Move(CatalogState before, CatalogState after, VersionChange change, DateTimeOffset now) => (Before, _after, _change, Now) = (before, after, change, now);

    public CatalogState Before { get; }

    public DateTimeOffset Now { get; }

    public CatalogState Add(VersionSummary version)
    {
        VersionSummary added = version with { Revision = _after.Revision, Since = Now };
        return With(_after with { Versions = [.. _after.Versions, added] }, null, added).Done();
    }

    public Move To(VersionSummary version, VersionState state, double share = 0)
    {
        VersionSummary moved = version with
        {
            State = state,
            Share = share,
            Revision = _after.Revision,
            Since = version.State == state ? version.Since : Now,
            Reason = version.Version == _change.Version ? _change.Reason : $"{_change.Version}: {VersionLifecycle.Name(_change.Action)}",
            CurrentUntil = version.State == VersionState.Current ? Now : version.CurrentUntil,
            IsClosed = false,
        };
        return With(_after.Replace(moved), version, moved);
    }

    /// <summary>The entries name what is current when all has moved.</summary>
    public CatalogState Done()
    {
        string? current = _after.Current?.Version;
        long revision = _after.Revision;
        return _after with { Recent = [.. _after.Recent.Select(e => e.Revision == revision ? e with { Current = current } : e)] };
    }

    private Move With(CatalogState after, VersionSummary? from, VersionSummary to)
    {
        HistoryEntry entry = new()
        {
            Revision = after.Revision,
            At = Now,
            Actor = _change.Actor,
            Action = VersionLifecycle.Name(_change.Action),
            Version = to.Version,
            From = from?.State,
            To = to.State,
            Share = to.Share > 0 ? to.Share : null,
            Reason = to.Reason,
            IsForced = _change.IsForced,
            Gates = to.Version == _change.Version ? _change.Gates : null,
        };
        return new Move(Before, after with { Recent = [.. after.Recent, entry] }, _change, Now);
    }
}
