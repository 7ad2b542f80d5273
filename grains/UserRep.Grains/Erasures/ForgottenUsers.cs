using System.Collections.Concurrent;

namespace UserRep.Grains.Erasures;

/// <summary>
/// Users who were erased by way of another activation than the one that may live here, as when a silo that is being given up was asked: who is
/// in memory here learns of it the next time anybody asks for them.
/// </summary>
internal sealed class ForgottenUsers
{
    /// <summary>How many are kept in mind. Whoever asked is told by the receipt who lives here, and asks for them at once.</summary>
    public const int Most = 10_000;

    private readonly ConcurrentDictionary<string, bool> _users = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _order = new();
    private int _count;

    public void Add(string userId)
    {
        if (_users.TryAdd(userId, true))
        {
            Interlocked.Increment(ref _count);
            _order.Enqueue(userId);
        }

        while (_order.Count > Most && _order.TryDequeue(out string? oldest))
        {
            TryTake(oldest);
        }
    }

    /// <summary>Whether a user is among them, who is not from now on. While none is, this costs a look.</summary>
    public bool TryTake(string userId)
    {
        bool isTaken = Volatile.Read(ref _count) > 0 && _users.TryRemove(userId, out _);
        Interlocked.Add(ref _count, isTaken ? -1 : 0);
        return isTaken;
    }
}
