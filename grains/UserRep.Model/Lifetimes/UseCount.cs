namespace UserRep.Model.Lifetimes;

/// <summary>
/// Counts the users of native memory, so that closing it while others still read releases it only after the last of them is out.
/// Freed memory that is read ends the process; a count is what stands between.
/// </summary>
/// <param name="owner">The object that the error names to those who come too late.</param>
/// <param name="release">Frees the memory; called once, by the last user or by <see cref="Close"/>.</param>
internal sealed class UseCount(object owner, Action release)
{
    private int _users = 1;
    private int _closed;

    public void ThrowIfClosed() => ObjectDisposedException.ThrowIf(Volatile.Read(ref _closed) != 0, owner);

    public void Enter()
    {
        ThrowIfClosed();
        int users = Volatile.Read(ref _users);
        while (users > 0)
        {
            int seen = Interlocked.CompareExchange(ref _users, users + 1, users);
            if (seen == users) return;
            users = seen;
        }

        ObjectDisposedException.ThrowIf(true, owner);
    }

    public void Exit()
    {
        if (Interlocked.Decrement(ref _users) == 0) release();
    }

    public void Close()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 0) Exit();
    }
}
