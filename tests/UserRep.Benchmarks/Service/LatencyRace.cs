using System.Diagnostics;
using UserRep.Benchmarks.Measuring;

namespace UserRep.Benchmarks.Service;

/// <summary>The typical time of one operation when nobody else asks, contenders in turn; all of a round draw the same, each round anew.</summary>
internal static class LatencyRace
{
    /// <summary>Microseconds that half of the operations stay below, a sample per repeat.</summary>
    public static async Task<Samples[]> RunAsync(int repeats, int operations, CancellationToken cancellation, params Func<Random, Task>[] contenders)
    {
        double[][] samples = [.. contenders.Select(_ => new double[repeats])];
        for (int repeat = -1; repeat < repeats; repeat++)
        {
            foreach (int c in Turns.Of(repeat + 1, contenders.Length))
            {
                cancellation.ThrowIfCancellationRequested();
                double median = await MedianAsync(contenders[c], operations, new Random(repeat + 1));

                // The first round warms up.
                if (repeat >= 0)
                {
                    samples[c][repeat] = median;
                }
            }
        }

        return [.. samples.Select(s => new Samples(s))];
    }

    private static async Task<double> MedianAsync(Func<Random, Task> operation, int operations, Random random)
    {
        double[] times = new double[operations];
        for (int i = 0; i < operations; i++)
        {
            long started = Stopwatch.GetTimestamp();
            await operation(random);

            // A time span is in tenths of a microsecond, which is much of a short operation.
            times[i] = (Stopwatch.GetTimestamp() - started) * 1e6 / Stopwatch.Frequency;
        }

        return new Samples(times).Median;
    }
}
