using System.Globalization;
using UserRep.Grains.Errors;

namespace UserRep.Grains.Versions.Lifecycle;

/// <summary>
/// Reads parts of the history, on any silo, and of its pages only those that the part is in. The place of an entry is how many came before
/// it, which never changes: so whoever goes from part to part misses none and meets none twice, whatever is added meanwhile.
/// </summary>
internal sealed class HistoryReader(CatalogSync sync, IGrainFactory grains)
{
    /// <exception cref="UserRepException">There is no such place.</exception>
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

        long begin = Math.Max(0, end - query.Limit);
        List<HistoryEntry> entries = [];
        while (begin + entries.Count < end)
        {
            HistoryEntry[] more = [.. await FromAsync(catalog, begin + entries.Count, end, cancellation).ConfigureAwait(false)];
            if (more.Length == 0)
            {
                throw new UserRepException(ServiceError.Unavailable, string.Create(CultureInfo.InvariantCulture, $"The page of the history with entry {begin + entries.Count} is not in the storage."));
            }

            entries.AddRange(more);
        }

        return new HistoryPart(entries, begin > 0 ? begin : null);
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
    private async Task<IEnumerable<HistoryEntry>> FromAsync(CatalogState catalog, long begin, long end, CancellationToken cancellation)
    {
        long recent = FirstRecent(catalog);
        (IReadOnlyList<HistoryEntry> entries, long first) = begin >= recent
            ? (catalog.Recent, recent)
            : (await PageAsync((int)(begin / HistoryPage.Size), cancellation).ConfigureAwait(false), begin - (begin % HistoryPage.Size));
        return entries.Skip((int)(begin - first)).Take((int)(end - begin));
    }

    private Task<HistoryEntry[]> PageAsync(int number, CancellationToken cancellation) => grains.GetGrain<IHistoryPageGrain>(number).GetAsync().WaitAsync(cancellation);

    private static UserRepException NoPlace(long before, long count) => new(
        ServiceError.Invalid,
        string.Create(CultureInfo.InvariantCulture, $"before: {before} is no place in the history, which has {count} entries. Give what next said, or leave it out for the newest."));
}
