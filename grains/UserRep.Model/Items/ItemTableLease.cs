using UserRep.Model.Lifetimes;

namespace UserRep.Model.Items;

/// <summary>Keeps an item table's memory mapped until disposed; disposing it again does nothing.</summary>
public sealed class ItemTableLease : IDisposable
{
    private UseCount? _use;

    internal ItemTableLease(UseCount use) => _use = use;

    /// <inheritdoc/>
    public void Dispose() => Interlocked.Exchange(ref _use, null)?.Exit();
}
