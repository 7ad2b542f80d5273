using System.Globalization;
using UserRep.Grains.Errors;

namespace UserRep.Grains.Versions.Lifecycle;

/// <summary>
/// Reads parts of the history, on any silo, and of its pages only those that the part is in. The place of an entry is how many came before
/// it, which never changes: so whoever goes from part to part misses none and meets none twice, whatever is added meanwhile.
/// </summary>
internal sealed class HistoryReader(CatalogSync sync, IGrainFactory grains)
{
    /// <exception cref="UserRepException">There is no such place, or no such version.</exception>
    public async Task<HistoryPart> ReadAsync(HistoryQuery query, CancellationToken cancellation)
    {
        CatalogState catalog = await sync.Catalog.GetAsync().WaitAsync(cancellation).ConfigureAwait(false);
        long end = FirstRecent(catalog) + catalog.Recent.Count;
        if (query.Before is { } before)
        {
            end = before >= 1 && before <= end ? before : throw NoPlace(before, end);
        }

        if (query.At is { } moment)
        {
            end = Math.Min(end, await CountUntilAsync(catalog, moment, cancellation).ConfigureAwait(false));
        }

        if (query.Version is { } version)
        {
            return await OfAsync(version, catalog, query, end, cancellation).ConfigureAwait(false);
        }

        long begin = Math.Max(query.From, end - query.Limit);
        List<HistoryEntry> entries = [];
        while (begin + entries.Count < end)
        {
            entries.AddRange(await FromAsync(catalog, begin + entries.Count, end, cancellation).ConfigureAwait(false));
        }

        return new HistoryPart(entries, begin > query.From ? begin : null) { End = end };
    }

    /// <summary>The newest entries of one version, page by page back to the one that tells of its arrival: nothing is before that.</summary>
    private async Task<HistoryPart> OfAsync(string version, CatalogState catalog, HistoryQuery query, long end, CancellationToken cancellation)
    {
        catalog.Require(version);
        List<HistoryEntry> newest = [];
        long place = end;
        bool hasArrived = false;
        while (place > query.From && newest.Count < query.Limit && !hasArrived)
        {
            long recent = FirstRecent(catalog);
            long begin = Math.Max(query.From, place > recent ? recent : (place - 1) / HistoryPage.Size * HistoryPage.Size);
            HistoryEntry[] entries = await FromAsync(catalog, begin, place, cancellation).ConfigureAwait(false);
            while (place > begin && newest.Count < query.Limit && !hasArrived)
            {
                HistoryEntry entry = entries[--place - begin];
                if (entry.Version == version)
                {
                    newest.Add(entry);
                    hasArrived = entry is { From: null, To: not null };
                }
            }
        }

        newest.Reverse();
        return new HistoryPart(newest, place > query.From && !hasArrived ? place : null) { End = end };
    }

    private static long FirstRecent(CatalogState catalog) => (long)catalog.HistoryPages * HistoryPage.Size;

    /// <summary>How many entries are not after a moment. Entries are in the order of their times.</summary>
    private async Task<long> CountUntilAsync(CatalogState catalog, DateTimeOffset moment, CancellationToken cancellation)
    {
        if (catalog.HistoryPages == 0 || catalog.Recent[0].At <= moment)
        {
            return FirstRecent(catalog) + catalog.Recent.Count(e => e.At <= moment);
        }

        // The last page that begins by then.
        int first = 0;
        int last = catalog.HistoryPages - 1;
        while (first < last)
        {
            int middle = (first + last + 1) / 2;
            bool beginsByThen = (await PageAsync(middle, cancellation).ConfigureAwait(false))[0].At <= moment;
            (first, last) = beginsByThen ? (middle, last) : (first, middle - 1);
        }

        return ((long)first * HistoryPage.Size) + (await PageAsync(first, cancellation).ConfigureAwait(false)).Count(e => e.At <= moment);
    }

    /// <summary>The entries from a place on, as far as its page has them.</summary>
    private async Task<HistoryEntry[]> FromAsync(CatalogState catalog, long begin, long end, CancellationToken cancellation)
    {
        long recent = FirstRecent(catalog);
        (IReadOnlyList<HistoryEntry> entries, long first) = begin >= recent
            ? (catalog.Recent, recent)
            : (await PageAsync((int)(begin / HistoryPage.Size), cancellation).ConfigureAwait(false), begin - (begin % HistoryPage.Size));
        HistoryEntry[] found = [.. entries.Skip((int)(begin - first)).Take((int)(end - begin))];
        return found.Length > 0
            ? found
            : throw new UserRepException(ServiceError.Unavailable, string.Create(CultureInfo.InvariantCulture, $"The page of the history with entry {begin} is not in the storage."));
    }

    private Task<HistoryEntry[]> PageAsync(int number, CancellationToken cancellation) => grains.GetGrain<IHistoryPageGrain>(number).GetAsync().WaitAsync(cancellation);

    private static UserRepException NoPlace(long before, long count) => new(
        ServiceError.Invalid,
        string.Create(CultureInfo.InvariantCulture, $"before: {before} is no place in the history, which has {count} entries. Give what next said, or leave it out for the newest."));
}
