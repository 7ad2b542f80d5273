namespace UserRep.EventLog.Sqlite;

/// <summary>Something to be written. It is executed within a transaction that others may share, perhaps more than once, and told the outcome after the commit.</summary>
internal abstract class WriteJob(int weight)
{
    /// <summary>Gets how many events it brings, or 1.</summary>
    public int Weight => weight;

    /// <summary>Gets a value indicating whether nobody waits for it any more; it must not have begun.</summary>
    public abstract bool IsCancelled { get; }

    public abstract void Execute(SqliteSession session);

    public abstract void Succeed();

    public abstract void Fail(Exception error);
}
