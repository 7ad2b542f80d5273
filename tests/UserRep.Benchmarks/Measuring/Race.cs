using System.Diagnostics;

namespace UserRep.Benchmarks.Measuring;

/// <summary>
/// Lets contenders run in turn, repeat after repeat, so that whatever else the machine does falls on all of them alike.
/// </summary>
internal static class Race
{
    private const int MostOperations = 1 << 28;
    private const int MostWarming = 1 << 12;
    private const int AllocationRounds = 5;

    /// <summary>Nanoseconds per operation of each contender, a sample per repeat.</summary>
    public static Samples[] Run(MeasuringOptions options, CancellationToken cancellation, params Contender[] contenders)
    {
        int[] operations = [.. contenders.Select(c => Calibrate(c, options))];
        double[][] samples = [.. contenders.Select(_ => new double[options.Repeats])];
        for (int repeat = 0; repeat < options.Repeats; repeat++)
        {
            foreach (int c in Turns.Of(repeat, contenders.Length))
            {
                cancellation.ThrowIfCancellationRequested();
                samples[c][repeat] = Time(contenders[c], operations[c]).TotalNanoseconds / operations[c];
            }
        }

        return [.. samples.Select(s => new Samples(s))];
    }

    /// <summary>Bytes that an operation allocates on the calling thread, after a warm-up: the least of some rounds, since the runtime allocates a little now and then.</summary>
    public static double AllocatedBytes(Contender contender, int operations)
    {
        contender.Run(operations);
        return Enumerable.Range(0, AllocationRounds).Min(_ => Round());

        double Round()
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            contender.Run(operations);
            return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)operations;
        }
    }

    /// <summary>Finds how many operations take long enough, once the code is compiled at its best.</summary>
    private static int Calibrate(Contender contender, MeasuringOptions options)
    {
        int operations = 1;
        long started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < options.WarmUp)
        {
            contender.Run(operations);
            operations = Math.Min(2 * operations, MostWarming);
        }

        operations = 1;
        while (operations < MostOperations && Time(contender, operations) < options.RepeatTime) operations *= 2;
        return operations;
    }

    private static TimeSpan Time(Contender contender, int operations)
    {
        long start = Stopwatch.GetTimestamp();
        contender.Run(operations);
        return Stopwatch.GetElapsedTime(start);
    }
}
