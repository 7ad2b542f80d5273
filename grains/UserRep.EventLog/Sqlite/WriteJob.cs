using UserRep.EventLog.Writing;

namespace UserRep.EventLog.Sqlite;

/// <summary>Something to be written. It is executed within a transaction that others may share, perhaps more than once, and told the outcome after the commit.</summary>
internal abstract class WriteJob(int weight) : QueuedWrite(weight)
{
    public abstract void Execute(SqliteSession session);

    public abstract void Succeed();
}
