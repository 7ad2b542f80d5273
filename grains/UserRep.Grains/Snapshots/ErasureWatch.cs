namespace UserRep.Grains.Snapshots;

/// <summary>Who has been erased since it began. Used under the lock of the writer that made it.</summary>
internal sealed class ErasureWatch(Action<ErasureWatch> end) : IDisposable
{
    private readonly HashSet<string> _erased = new(StringComparer.Ordinal);

    public void Add(string userId) => _erased.Add(userId);

    public bool Has(string userId) => _erased.Contains(userId);

    public void Dispose() => end(this);
}
