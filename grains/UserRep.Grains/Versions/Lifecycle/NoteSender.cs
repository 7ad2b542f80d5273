using Microsoft.Extensions.Logging;

namespace UserRep.Grains.Versions.Lifecycle;

/// <summary>Hands the notes of one grain to the catalogue, each until it is there. Used by that grain alone.</summary>
internal sealed class NoteSender(ILogger logger)
{
    private Guid _sent;

    /// <summary>Returns when the history tells of it.</summary>
    public async Task SendAsync(HistoryNote? note, IVersionCatalogGrain catalog)
    {
        if (note is not null && note.Id != _sent)
        {
            await catalog.NoteAsync(note);
            _sent = note.Id;
        }
    }

    /// <summary>What was done is stored, and its note with it: if it cannot be handed over now, it is later.</summary>
    public async Task TrySendAsync(HistoryNote? note, IVersionCatalogGrain catalog)
    {
        try
        {
            await SendAsync(note, catalog);
        }
        catch (Exception error)
        {
            Log.NoteNotSent(logger, note!.Action, note.Version, error);
        }
    }
}
