using UserRep.Grains.Versions.Lifecycle;

namespace UserRep.Grains.Versions;

/// <summary>How the next catalogue is made of one.</summary>
internal static class CatalogChanges
{
    /// <summary>The catalogue with a version in the place of the one of its name.</summary>
    public static CatalogState Replace(this CatalogState catalog, VersionSummary version) =>
        catalog with { Versions = [.. catalog.Versions.Select(v => v.Version == version.Version ? version : v)] };

    /// <summary>No entry is of a time before that of the one ahead of it, so that entries are found by their times: a clock may have been set back.</summary>
    public static CatalogState InOrder(this CatalogState after, CatalogState before)
    {
        IEnumerable<HistoryEntry> added = after.Recent.Skip(before.Recent.Count);
        return before.Recent is [.., { At: var last }] && added.Any(e => e.At < last)
            ? after with { Recent = [.. before.Recent, .. added.Select(e => e.At < last ? e with { At = last } : e)] }
            : after;
    }

    /// <summary>The catalogue as its next revision, which the entry tells of.</summary>
    public static CatalogState WithEntry(this CatalogState catalog, HistoryEntry entry)
    {
        long revision = catalog.Revision + 1;
        return catalog with { Revision = revision, Recent = [.. catalog.Recent, entry with { Revision = revision, Current = catalog.Current?.Version }] };
    }
}
