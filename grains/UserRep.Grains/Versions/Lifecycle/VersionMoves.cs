namespace UserRep.Grains.Versions.Lifecycle;

/// <summary>From where an action takes a version, and where to. What is not here cannot be done.</summary>
public static class VersionMoves
{
    private static readonly Dictionary<(VersionAction Action, VersionState From), VersionState> _moves = new()
    {
        [(VersionAction.Validate, VersionState.Registered)] = VersionState.Validated,
        [(VersionAction.Validate, VersionState.Validated)] = VersionState.Validated,
        [(VersionAction.Validate, VersionState.Failed)] = VersionState.Validated,
        [(VersionAction.Validate, VersionState.RolledBack)] = VersionState.Validated,
        [(VersionAction.Shadow, VersionState.Validated)] = VersionState.Shadow,
        [(VersionAction.Shadow, VersionState.Shadow)] = VersionState.Shadow,
        [(VersionAction.Canary, VersionState.Shadow)] = VersionState.Canary,
        [(VersionAction.Canary, VersionState.Canary)] = VersionState.Canary,
        [(VersionAction.Promote, VersionState.Canary)] = VersionState.Current,
        [(VersionAction.RollBack, VersionState.Validated)] = VersionState.RolledBack,
        [(VersionAction.RollBack, VersionState.Shadow)] = VersionState.RolledBack,
        [(VersionAction.RollBack, VersionState.Canary)] = VersionState.RolledBack,
        [(VersionAction.RollBack, VersionState.Current)] = VersionState.RolledBack,
        [(VersionAction.Drain, VersionState.Validated)] = VersionState.Draining,
        [(VersionAction.Retire, VersionState.Draining)] = VersionState.Retired,
        [(VersionAction.Retire, VersionState.RolledBack)] = VersionState.Retired,
        [(VersionAction.Retire, VersionState.Failed)] = VersionState.Retired,
        [(VersionAction.Retire, VersionState.Registered)] = VersionState.Retired,
    };

    /// <summary>Where a version that can be read may be promoted from by force, or while nothing is current.</summary>
    private static readonly VersionState[] _readable = [VersionState.Validated, VersionState.Shadow, VersionState.Canary, VersionState.Draining, VersionState.RolledBack];

    /// <summary>Where the action takes a version from there; null if nowhere.</summary>
    /// <param name="action">The action.</param>
    /// <param name="from">Where the version stands.</param>
    /// <returns>Where it stands then.</returns>
    public static VersionState? To(VersionAction action, VersionState from) =>
        _moves.TryGetValue((action, from), out VersionState to) ? to : null;

    /// <summary>Whether a version can be made current from there past the stages.</summary>
    /// <param name="from">Where the version stands.</param>
    /// <returns>Whether it can.</returns>
    public static bool CanJump(VersionState from) => _readable.Contains(from);

    /// <summary>The states that an action takes a version from.</summary>
    /// <param name="action">The action.</param>
    /// <returns>The states.</returns>
    public static IEnumerable<VersionState> From(VersionAction action) => _moves.Keys.Where(k => k.Action == action).Select(k => k.From);

    /// <summary>Whether versions that stand there are in memory and can be read by name.</summary>
    /// <param name="state">Where a version stands.</param>
    /// <returns>Whether they are.</returns>
    public static bool IsServed(VersionState state) => state is not (VersionState.Registered or VersionState.Retired or VersionState.Failed);
}
