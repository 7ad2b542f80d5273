namespace UserRep.Grains.Versions.Lifecycle;

/// <summary>A part of the history, written once; the key is its number.</summary>
[Alias("userrep.history-page")]
internal interface IHistoryPageGrain : IGrainWithIntegerKey
{
    [Alias("get")]
    Task<HistoryEntry[]> GetAsync();

    [Alias("put")]
    Task PutAsync(HistoryEntry[] entries);
}
