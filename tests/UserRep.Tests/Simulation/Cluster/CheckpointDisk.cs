namespace UserRep.Tests.Simulation.Cluster;

/// <summary>The stored checkpoint of a partition: a write only succeeds against the count of writes it knows.</summary>
internal sealed class CheckpointDisk
{
    public (long Epoch, long Offset, int Writes) Stored { get; private set; }

    /// <returns>Whether it was written.</returns>
    public bool TryWrite(long epoch, long offset, int writes)
    {
        if (writes != Stored.Writes)
        {
            return false;
        }

        Stored = (epoch, offset, writes + 1);
        return true;
    }
}
