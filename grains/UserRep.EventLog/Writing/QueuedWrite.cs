namespace UserRep.EventLog.Writing;

/// <summary>Something that waits to be written.</summary>
internal abstract class QueuedWrite(int weight)
{
    /// <summary>Gets how many events it brings, or 1.</summary>
    public int Weight => weight;

    /// <summary>Gets a value indicating whether nobody waits for it any more; it must not have begun.</summary>
    public abstract bool IsCancelled { get; }

    public abstract void Fail(Exception error);
}
