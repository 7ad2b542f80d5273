namespace UserRep.Tests.Simulation.Storage;

/// <summary>A user in the log, from the first event to the erasure: who returns after it is another.</summary>
internal sealed class LogUser(long key, string userId, int partition)
{
    public long Key => key;

    public string UserId => userId;

    public int Partition => partition;

    /// <summary>Gets the offsets of the events that are there, in order.</summary>
    public List<long> Offsets { get; private init; } = [];

    /// <summary>Gets where each event id is.</summary>
    public Dictionary<string, (long Offset, long Prev)> Ids { get; private init; } = new(StringComparer.Ordinal);

    public LogUser Copy() => new(key, userId, partition) { Offsets = [.. Offsets], Ids = new(Ids, StringComparer.Ordinal) };
}
