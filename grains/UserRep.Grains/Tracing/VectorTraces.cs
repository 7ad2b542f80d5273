using System.Collections.Concurrent;
using System.Diagnostics;

namespace UserRep.Grains.Tracing;

/// <summary>
/// Users whose next vector is to be told to a trace. Few are, and none of it lies with the users, of whom there are hundreds of thousands.
/// </summary>
internal sealed class VectorTraces(TimeProvider time)
{
    /// <summary>How many may be waited for.</summary>
    public const int Most = 1_000;

    /// <summary>Whoever has no vector by then gets none that this trace is about.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Waiting> _waiting = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>A traced request's events are part of a user's state from now on.</summary>
    public void Expect(string userId, long position, ActivityContext parent)
    {
        if (Volatile.Read(ref _count) >= Most)
        {
            Forget();
        }

        if (Volatile.Read(ref _count) < Most && _waiting.TryAdd(userId, new Waiting(position, parent, time.GetUtcNow())))
        {
            Interlocked.Increment(ref _count);
        }
    }

    /// <summary>A vector is there. While nobody is waited for this costs a look.</summary>
    public void Computed(string userId, string version, long position)
    {
        if (Volatile.Read(ref _count) > 0 && _waiting.TryGetValue(userId, out Waiting? waiting) && position >= waiting.Position && Remove(userId, waiting))
        {
            ServiceTraces.Vector(waiting.Parent, waiting.Since, version, time.GetUtcNow());
        }
    }

    private void Forget()
    {
        DateTimeOffset late = time.GetUtcNow() - _patience;
        foreach ((string userId, Waiting waiting) in _waiting)
        {
            if (waiting.Since < late)
            {
                Remove(userId, waiting);
            }
        }
    }

    private bool Remove(string userId, Waiting waiting)
    {
        bool isRemoved = _waiting.TryRemove(new KeyValuePair<string, Waiting>(userId, waiting));
        Interlocked.Add(ref _count, isRemoved ? -1 : 0);
        return isRemoved;
    }

    private sealed record Waiting(long Position, ActivityContext Parent, DateTimeOffset Since);
}
