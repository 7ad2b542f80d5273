using UserRep.Grains.Hosting;

namespace UserRep.Grains.Versions.Lifecycle;

/// <summary>Keeps a part of the history. To write the same once more, after a failure, is harmless.</summary>
[GrainType("history-page")]
internal sealed class HistoryPageGrain([PersistentState("page", GrainsHosting.StorageName)] IPersistentState<HistoryPage> page) : Grain, IHistoryPageGrain
{
    public Task<HistoryEntry[]> GetAsync() => Task.FromResult(page.State.Entries);

    public async Task PutAsync(HistoryEntry[] entries)
    {
        page.State = new HistoryPage { Entries = entries };
        await page.WriteStateAsync();
    }
}
