using System.Globalization;
using UserRep.Grains.Errors;
using UserRep.Grains.Versions.Consumers;
using UserRep.Grains.Versions.Lifecycle;

namespace UserRep.Grains.Versions.Switches;

/// <summary>The rules of the coordinated switch: prepare, then commit when nobody is late, or abort.</summary>
internal static class SwitchRules
{
    /// <summary>Prepares a switch from what is current.</summary>
    /// <exception cref="UserRepException">It cannot be prepared.</exception>
    public static CatalogState Prepare(CatalogState catalog, string to, string actor, string? reason, DateTimeOffset now)
    {
        if (catalog.Switches.FirstOrDefault(s => s.State == SwitchState.Prepared) is { } open)
        {
            throw Conflict($"Switch {open.Id} from {open.From} to {open.To} is prepared already. Commit or abort it first.");
        }

        string from = (catalog.Current ?? throw Conflict("Nothing is current to switch from. Promote the version instead.")).Version;
        RequireCanary(catalog, to);
        SwitchInfo prepared = new() { Id = string.Create(CultureInfo.InvariantCulture, $"switch-{catalog.Switches.Count + 1}"), From = from, To = to, PreparedAt = now };
        return (catalog with { Switches = [.. catalog.Switches, prepared] }).WithEntry(Entry(prepared, "prepare", actor, reason, now));
    }

    /// <summary>Moves every consumer at once: no read is routed to the old version any more, though it drains.</summary>
    /// <exception cref="UserRepException">Somebody is late, and it is not forced; or it cannot be committed.</exception>
    public static CatalogState Commit(CatalogState catalog, string id, Func<ConsumerInfo, bool> isLive, string actor, string? reason, bool isForced, DateTimeOffset now)
    {
        SwitchInfo open = Prepared(catalog, id);
        VersionLifecycle.RequireReason(isForced, reason);
        if (catalog.Current?.Version != open.From)
        {
            throw Conflict($"{catalog.Current?.Version ?? "Nothing"} is current, not {open.From} from which the switch was prepared. Abort it.");
        }

        RequireCanary(catalog, open.To);
        string[] late = Late(catalog, open, isLive);
        if (late.Length > 0 && !isForced)
        {
            throw Conflict($"{string.Join(", ", late)} {(late.Length == 1 ? "reads" : "read")} {open.From} and {(late.Length == 1 ? "does" : "do")} not accept {open.To}, or {(late.Length == 1 ? "is" : "are")} pinned. Wait for them, or force the switch and say why.");
        }

        VersionChange change = new() { Version = open.To, Action = VersionAction.Promote, Actor = actor, Reason = reason ?? open.Id, IsForced = isForced };
        CatalogState moved = new Move(catalog, change, now).To(catalog.Current, VersionState.Draining).To(catalog.Find(open.To)!, VersionState.Current).Done();
        moved = moved.Replace(moved.Find(open.From)! with { IsClosed = true });
        SwitchInfo committed = open with { State = SwitchState.Committed, EndedAt = now, Late = late };
        HistoryEntry entry = Entry(committed, "commit", actor, late.Length > 0 ? $"{reason} (late: {string.Join(", ", late)})" : reason, now) with { Revision = moved.Revision, IsForced = isForced, Current = open.To };
        return Replace(moved, committed) with { Recent = [.. moved.Recent, entry] };
    }

    /// <exception cref="UserRepException">There is none of that name, or it is not prepared any more.</exception>
    public static CatalogState Abort(CatalogState catalog, string id, string actor, string? reason, DateTimeOffset now)
    {
        SwitchInfo aborted = Prepared(catalog, id) with { State = SwitchState.Aborted, EndedAt = now, Late = [] };
        return Replace(catalog, aborted).WithEntry(Entry(aborted, "abort", actor, reason, now));
    }

    /// <summary>The switch as it stands, with those who are late now if it is prepared.</summary>
    /// <exception cref="UserRepException">There is none of that name.</exception>
    public static SwitchInfo Find(CatalogState catalog, string id, Func<ConsumerInfo, bool> isLive)
    {
        SwitchInfo found = catalog.Switches.FirstOrDefault(s => s.Id == id)
            ?? throw new UserRepException(ServiceError.SwitchNotFound, $"There is no switch \"{id}\". {(catalog.Switches.Count == 0 ? "None was ever prepared." : $"The last is {catalog.Switches[^1].Id}.")}");
        return found.State == SwitchState.Prepared ? found with { Late = Late(catalog, found, isLive) } : found;
    }

    private static string[] Late(CatalogState catalog, SwitchInfo open, Func<ConsumerInfo, bool> isLive) =>
    [
        .. catalog.Consumers.Where(c => isLive(c) && ConsumerRoutes.Reads(catalog, c, open.From) && (c.Pin == open.From || !c.Accepts.Contains(open.To))).Select(c => c.Name),
    ];

    private static SwitchInfo Prepared(CatalogState catalog, string id)
    {
        SwitchInfo found = Find(catalog, id, static _ => true);
        return found.State == SwitchState.Prepared
            ? found
            : throw Conflict($"Switch {id} is {found.State.ToString().ToLowerInvariant()}. Prepare another.");
    }

    private static void RequireCanary(CatalogState catalog, string to)
    {
        VersionSummary next = catalog.Require(to);
        if (next.State != VersionState.Canary)
        {
            throw Conflict($"Version \"{to}\" is {next.State.Name()}; one is switched to from canary, where its figures were seen. Take it there first.");
        }
    }

    private static CatalogState Replace(CatalogState catalog, SwitchInfo changed) =>
        catalog with { Switches = [.. catalog.Switches.Select(s => s.Id == changed.Id ? changed : s)] };

    private static HistoryEntry Entry(SwitchInfo about, string action, string actor, string? reason, DateTimeOffset now) =>
        new() { Revision = 0, At = now, Actor = actor, Action = action, Version = about.To, Switch = about.Id, Reason = reason };

    private static UserRepException Conflict(string message) => new(ServiceError.Conflict, message);
}
