namespace UserRep.Grains.Heap;

/// <summary>The process's own heap. Its use is that by which Orleans has users leave memory.</summary>
internal sealed class RuntimeHeap : IHeap
{
    public double Use
    {
        get
        {
            GCMemoryInfo info = GC.GetGCMemoryInfo();
            return (double)(info.TotalCommittedBytes - info.FragmentedBytes) / info.TotalAvailableMemoryBytes;
        }
    }

    public int Collections => GC.CollectionCount(GC.MaxGeneration);

    public void Collect() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: false);
}
