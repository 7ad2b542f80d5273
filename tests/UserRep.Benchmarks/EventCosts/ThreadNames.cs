namespace UserRep.Benchmarks.EventCosts;

/// <summary>Tells what a thread does by the name that the kernel keeps of it: the first 15 characters.</summary>
internal static class ThreadNames
{
    private static readonly (string Start, ThreadWork Work)[] _starts =
    [
        ("writer of event", ThreadWork.Writer),
        ("folding of ", ThreadWork.Folding),
        ("encoder of ", ThreadWork.Encoder),
        ("writer of snaps", ThreadWork.Snapshots),
        (".NET TP ", ThreadWork.Workers),
        (".NET Server GC", ThreadWork.Collector),
        (".NET BGC", ThreadWork.Collector),
        (".NET Finalizer", ThreadWork.Collector),
        (".NET Tiered Com", ThreadWork.Compiler),
    ];

    public static ThreadWork WorkOf(string name)
    {
        foreach ((string start, ThreadWork work) in _starts)
        {
            if (name.StartsWith(start, StringComparison.Ordinal))
            {
                return work;
            }
        }

        return ThreadWork.Other;
    }
}
