namespace UserRep.Benchmarks.EventCosts;

/// <summary>What a SQLite file has taken up to a moment, or between two.</summary>
/// <param name="Commits">Commits, of which each is one sync of the write-ahead log.</param>
/// <param name="LogBytes">Bytes written to the write-ahead log.</param>
/// <param name="StoredBytes">Bytes of the database, once the log is folded back into it.</param>
internal readonly record struct WalUse(double Commits, double LogBytes, double StoredBytes)
{
    public WalUse Less(WalUse before) => new(Commits - before.Commits, LogBytes - before.LogBytes, StoredBytes - before.StoredBytes);
}
