// The runtime looks for a type of this name that is in no namespace, and calls it before the program of the silos that are measured.

/// <summary>Has a silo say how many bytes its living objects take, whenever a line comes on its standard input, and end when whoever measures is gone.</summary>
internal static class StartupHook
{
    /// <summary>What the answer begins with.</summary>
    public const string Answer = "living objects: ";

    private static readonly TimeSpan _between = TimeSpan.FromMilliseconds(50);

    /// <summary>Called by the runtime.</summary>
    public static void Initialize() => new Thread(AnswerAll) { IsBackground = true }.Start();

    private static void AnswerAll()
    {
        while (Console.In.ReadLine() is not null)
        {
            Console.Out.WriteLine(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Answer}{LivingBytes()}"));
        }

        Environment.Exit(1);
    }

    /// <summary>By a collection beside the work: one that has a large silo stand still has it thrown out by the others.</summary>
    private static long LivingBytes()
    {
        long last = GC.GetGCMemoryInfo(GCKind.Background).Index;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: false);
        GCMemoryInfo info = GC.GetGCMemoryInfo(GCKind.Background);
        while (info.Index == last)
        {
            Task.Delay(_between, TimeProvider.System).Wait();
            info = GC.GetGCMemoryInfo(GCKind.Background);
        }

        return info.HeapSizeBytes - info.FragmentedBytes;
    }
}
