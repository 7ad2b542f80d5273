namespace UserRep.Tests.Simulation.Storage;

/// <summary>Holds partitions' heads, each by one transaction at a time, in the order they asked. Heads are taken in ascending order, so nobody waits in a circle.</summary>
internal sealed class HeadLocks(int partitions)
{
    private readonly Queue<TaskCompletionSource>[] _waiting = [.. Enumerable.Range(0, partitions).Select(_ => new Queue<TaskCompletionSource>())];
    private readonly bool[] _held = new bool[partitions];

    public async Task TakeAsync(IReadOnlyList<int> ascending)
    {
        foreach (int partition in ascending)
        {
            if (_held[partition])
            {
                TaskCompletionSource turn = new();
                _waiting[partition].Enqueue(turn);
                await turn.Task;
            }

            _held[partition] = true;
        }
    }

    public void Release(IReadOnlyList<int> taken)
    {
        foreach (int partition in taken)
        {
            // Handed on while it is held, so that nobody comes between.
            _held[partition] = _waiting[partition].Count > 0;
            if (_held[partition])
            {
                _waiting[partition].Dequeue().SetResult();
            }
        }
    }
}
