using UserRep.Grains.Errors;
using UserRep.Grains.Versions.Retirements;

namespace UserRep.Grains.Versions.Lifecycle;

/// <summary>The rules by which versions move: from one catalogue to the next, or a refusal that says what is missing.</summary>
internal static class VersionLifecycle
{
    private const double WholeShare = 100;

    /// <summary>A bundle has arrived whole and verified. The same one again changes nothing, unless it was retired, failed or is only registered.</summary>
    /// <exception cref="UserRepException">Another bundle has its name.</exception>
    public static CatalogState Register(CatalogState catalog, VersionSummary version, string actor, DateTimeOffset now)
    {
        VersionSummary? known = catalog.Find(version.Version);
        if (known is not null && known.Space != version.Space)
        {
            throw Conflict($"There is another bundle named \"{version.Version}\" already. Give the new one a name of its own.");
        }

        if (known is not null && VersionMoves.IsServed(known.State))
        {
            return catalog;
        }

        VersionSummary arrived = version with { State = VersionState.Validated, RegisteredAt = known?.RegisteredAt ?? now };
        Move move = new(catalog, new VersionChange { Version = version.Version, Action = VersionAction.Register, Actor = actor }, now);
        return known is null ? move.Add(arrived) : move.To(known, VersionState.Validated).Done();
    }

    /// <summary>Does what is wanted.</summary>
    /// <param name="catalog">What is.</param>
    /// <param name="change">What is wanted.</param>
    /// <param name="evidence">What is known of reads.</param>
    /// <param name="now">The moment.</param>
    /// <returns>What is then.</returns>
    /// <exception cref="UserRepException">It cannot be done; the message says what is missing.</exception>
    public static CatalogState Apply(CatalogState catalog, VersionChange change, ReadEvidence evidence, DateTimeOffset now)
    {
        VersionSummary version = catalog.Require(change.Version);
        RequireRevision(version, change.IfRevision);
        RequireReason(change.IsForced, change.Reason);
        Move move = new(catalog, change, now);
        return change.Action switch
        {
            VersionAction.Promote => Promote(move, version, change.IsForced),
            VersionAction.Retire when version.State == VersionState.Retired => catalog,
            VersionAction.RollBack when version.State == VersionState.Current => RollBackCurrent(move, version),
            _ when VersionMoves.To(change.Action, version.State) is not { } => throw Skips(change.Action, version),
            VersionAction.Canary => ToCanary(move, version, change.Share),
            VersionAction.Shadow => move.To(version, VersionState.Shadow, Share(change.Share ?? WholeShare)).Done(),
            VersionAction.Retire => Retire(move, version, evidence, change.IsForced),
            _ => move.To(version, VersionMoves.To(change.Action, version.State)!.Value).Done(),
        };
    }

    /// <summary>Something was done to a version that does not move it: the history tells of it, once.</summary>
    /// <exception cref="UserRepException">There is no such version.</exception>
    public static CatalogState Note(CatalogState catalog, HistoryNote note)
    {
        if (catalog.Noted.GetValueOrDefault(note.Source) != note.Previous)
        {
            return catalog;
        }

        VersionState state = catalog.Require(note.Version).State;
        HistoryEntry entry = new() { Revision = 0, At = note.At, Actor = note.Actor, Action = note.Action, Version = note.Version, From = state, To = state, Reason = note.Reason };
        return catalog.WithEntry(entry) with { Noted = catalog.Noted.SetItem(note.Source, note.Id) };
    }

    /// <summary>The name of an action, as in its address.</summary>
    public static string Name(VersionAction action) => action switch
    {
        VersionAction.RollBack => "rollback",
        _ => action.ToString().ToLowerInvariant(),
    };

    /// <summary>Whoever passes a guard by force says why.</summary>
    /// <exception cref="UserRepException">They do not.</exception>
    public static void RequireReason(bool isForced, string? reason)
    {
        if (isForced && string.IsNullOrWhiteSpace(reason))
        {
            throw new UserRepException(ServiceError.Invalid, "reason: what is forced needs one, for the history. Say why.");
        }
    }

    /// <summary>Whoever has seen a version as it was does not mean it as it is.</summary>
    /// <exception cref="UserRepException">It has moved since.</exception>
    public static void RequireRevision(VersionSummary version, long? seen)
    {
        if (seen is { } revision && revision != version.Revision)
        {
            throw new UserRepException(
                ServiceError.StaleRevision,
                $"Version \"{version.Version}\" has moved since: it is {version.State.Name()} at revision {version.Revision}, not {revision}. Look at it, then decide anew.");
        }
    }

    private static CatalogState Promote(Move move, VersionSummary version, bool isForced)
    {
        CatalogState catalog = move.Before;
        if (version.State == VersionState.Current)
        {
            return catalog;
        }

        bool isJump = VersionMoves.To(VersionAction.Promote, version.State) is null;
        if (isJump && !(VersionMoves.CanJump(version.State) && (isForced || catalog.Current is null)))
        {
            throw VersionMoves.CanJump(version.State)
                ? Conflict($"Version \"{version.Version}\" is {version.State.Name()}; one is promoted from canary while another is current. Take it through shadow and canary, or force it and say why.")
                : Skips(VersionAction.Promote, version);
        }

        return (catalog.Current is { } last ? move.To(last, VersionState.Draining) : move).To(version, VersionState.Current).Done();
    }

    private static CatalogState RollBackCurrent(Move move, VersionSummary version)
    {
        VersionSummary last = move.Before.In(VersionState.Draining).Where(v => v.CurrentUntil is not null).MaxBy(v => v.CurrentUntil)
            ?? throw Conflict($"Version \"{version.Version}\" is current and nothing that was current before it is left to go back to. Promote another instead.");
        return move.To(version, VersionState.RolledBack).To(last, VersionState.Current).Done();
    }

    private static CatalogState ToCanary(Move move, VersionSummary version, double? asked)
    {
        if (move.Before.Current is null)
        {
            throw Conflict("Nothing is current that the canary could be held against. Promote it at once.");
        }

        if (move.Before.Canary is { } other && other.Version != version.Version)
        {
            throw Conflict($"Version \"{other.Version}\" is in canary. Promote it or roll it back first: a user can be in one canary.");
        }

        double share = Share(asked ?? throw new UserRepException(ServiceError.Invalid, "share: it is missing. Give the share of users in percent."));
        if (version.State == VersionState.Canary && share < version.Share)
        {
            throw Conflict($"share: {NumberText.Coarse(share)} % is less than the {NumberText.Coarse(version.Share)} % there are; users would go back and forth. Give more, or roll the version back.");
        }

        return move.To(version, VersionState.Canary, share).Done();
    }

    private static CatalogState Retire(Move move, VersionSummary version, ReadEvidence evidence, bool isForced)
    {
        string[] missing = isForced ? [] : [.. RetirementRules.Of(move.Before, version, evidence, move.Now).Missing()];
        return missing.Length == 0
            ? move.To(version, VersionState.Retired).Done()
            : throw Conflict($"Version \"{version.Version}\" may still be needed: {string.Join(' ', missing)}");
    }

    private static double Share(double share) => share is > 0 and <= WholeShare
        ? share
        : throw new UserRepException(ServiceError.Invalid, $"share: {NumberText.Coarse(share)} is no share in percent. Give more than 0 and at most 100.");

    private static UserRepException Skips(VersionAction action, VersionSummary version)
    {
        string from = string.Join(" or ", VersionMoves.From(action).Distinct().Select(VersionStateName.Name));
        return Conflict($"Version \"{version.Version}\" is {version.State.Name()}; {Name(action)} takes one that is {from}.");
    }

    private static UserRepException Conflict(string message) => new(ServiceError.Conflict, message);
}
