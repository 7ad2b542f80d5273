using UserRep.EventLog.Events;

namespace UserRep.EventLog.Writing;

/// <summary>What waits to be written: bounded, and taken by the group, so that one sync to disk serves many.</summary>
/// <param name="maxWaiting">How much may wait.</param>
/// <param name="maxPerGroup">How much goes into one group, unless one write is larger.</param>
internal sealed class WriteQueue<T>(int maxWaiting, int maxPerGroup)
    where T : QueuedWrite
{
    private static readonly TimeSpan _busyRetry = TimeSpan.FromMilliseconds(50);

    private readonly Queue<T> _waiting = new();
    private int _weight;
    private bool _closed;

    /// <exception cref="EventLogBusyException">Too much waits already.</exception>
    public void Add(T write)
    {
        lock (_waiting)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            if (_waiting.Count > 0 && _weight + write.Weight > maxWaiting)
            {
                throw new EventLogBusyException(_weight, _busyRetry);
            }

            _waiting.Enqueue(write);
            _weight += write.Weight;
            Monitor.Pulse(_waiting);
        }
    }

    /// <summary>Takes a group, and waits for one on the calling thread. One whose writes were all cancelled is empty.</summary>
    /// <returns>False when the queue is closed and everything has been taken.</returns>
    public bool WaitAndTake(List<T> group)
    {
        lock (_waiting)
        {
            while (_waiting.Count == 0)
            {
                if (_closed)
                {
                    return false;
                }

                Monitor.Wait(_waiting);
            }

            Take(group);
            return true;
        }
    }

    /// <summary>Takes a group of what waits, if anything does.</summary>
    public List<T> Take()
    {
        List<T> group = [];
        lock (_waiting)
        {
            Take(group);
        }

        return group;
    }

    /// <summary>Refuses what comes; what waits can still be taken.</summary>
    /// <returns>Whether it was open.</returns>
    public bool Close()
    {
        lock (_waiting)
        {
            if (_closed)
            {
                return false;
            }

            _closed = true;
            Monitor.Pulse(_waiting);
            return true;
        }
    }

    private void Take(List<T> group)
    {
        int weight = 0;
        while (_waiting.TryPeek(out T? next) && (weight == 0 || weight + next.Weight <= maxPerGroup))
        {
            _waiting.Dequeue();
            _weight -= next.Weight;
            if (!next.IsCancelled)
            {
                weight += next.Weight;
                group.Add(next);
            }
        }
    }
}
