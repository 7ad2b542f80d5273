namespace UserRep.Benchmarks.Measuring;

/// <summary>One open loop after the other, a second each, until something else is done whose length nobody knows beforehand.</summary>
internal static class OpenLoopSeries
{
    private static readonly TimeSpan _each = TimeSpan.FromSeconds(1);

    /// <param name="rate">Operations a second.</param>
    /// <param name="operation">One operation.</param>
    /// <param name="done">Ends it, within a second.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The latencies of all, each from when its operation was due.</returns>
    public static async Task<LatencyHistogram> RunUntilAsync(double rate, Func<Task> operation, Task done, CancellationToken cancellation)
    {
        LatencyHistogram all = new();
        OpenLoop loop = new(new OpenLoopSchedule(rate, TimeSpan.Zero, _each), TimeProvider.System);
        do
        {
            all.Add((await loop.RunAsync(operation, cancellation)).Latency);
        }
        while (!done.IsCompleted);
        return all;
    }
}
