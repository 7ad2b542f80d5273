using UserRep.Grains.Versions;
using UserRep.Grains.Versions.Lifecycle;

namespace UserRep.Silo.Dashboard.Versions;

/// <summary>What a page has read of the history of one version: the newest part, what comes meanwhile, and older parts as somebody asks for them.</summary>
internal sealed class VersionHistory(IVersionRegistry registry, string version)
{
    /// <summary>How many entries there are at first, and how many more of older ones each time.</summary>
    public const int Step = 50;

    private long _end;
    private long? _next;
    private bool _hasBegun;

    public string Version => version;

    /// <summary>Gets the entries, the newest first.</summary>
    public IReadOnlyList<HistoryEntry> Entries { get; private set; } = [];

    /// <summary>Gets a value indicating whether there are no older ones.</summary>
    public bool IsWhole => _hasBegun && _next is null;

    /// <summary>Reads what has come since it was last read.</summary>
    public async Task RenewAsync(CancellationToken cancellation)
    {
        HistoryPart part = await registry.HistoryAsync(new HistoryQuery { Version = version, Limit = Step, From = _end }, cancellation);
        if (!_hasBegun || part.Next is not null)
        {
            // More came than is read at once: what was there before is among the older ones again.
            (Entries, _next) = ([.. part.Entries.Reverse()], part.Next);
        }
        else if (part.Entries.Count > 0)
        {
            Entries = [.. part.Entries.Reverse(), .. Entries];
        }

        (_end, _hasBegun) = (part.End, true);
    }

    /// <summary>Reads some that are older than those there are.</summary>
    public async Task ReadOlderAsync(CancellationToken cancellation)
    {
        if (_next is { } next)
        {
            HistoryPart part = await registry.HistoryAsync(new HistoryQuery { Version = version, Limit = Step, Before = next }, cancellation);
            if (_next == next)
            {
                // Unless somebody asked twice.
                (Entries, _next) = ([.. Entries, .. part.Entries.Reverse()], part.Next);
            }
        }
    }
}
