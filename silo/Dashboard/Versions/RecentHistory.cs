using UserRep.Grains.Versions;
using UserRep.Grains.Versions.Lifecycle;

namespace UserRep.Silo.Dashboard.Versions;

/// <summary>The newest entries of the history of everything: each look reads only what has come since the one before.</summary>
internal sealed class RecentHistory(IVersionRegistry registry)
{
    /// <summary>How many entries there are at most.</summary>
    public const int Limit = 20;

    private long _end;

    /// <summary>Gets the entries, the newest first.</summary>
    public IReadOnlyList<HistoryEntry> Entries { get; private set; } = [];

    /// <summary>Reads what has come since it was last read.</summary>
    public async Task RenewAsync(CancellationToken cancellation)
    {
        long from = _end;
        HistoryPart part = await registry.HistoryAsync(new HistoryQuery { Limit = Limit, From = from }, cancellation);
        if (_end == from)
        {
            // Unless somebody else has read the same meanwhile.
            (Entries, _end) = ([.. part.Entries.Reverse().Concat(Entries).Take(Limit)], part.End);
        }
    }
}
