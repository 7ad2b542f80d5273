using System.Diagnostics;

namespace UserRep.Benchmarks.Infrastructure;

/// <summary>Processor time of this process and of another one, in the stretches that are measured and in no other.</summary>
/// <param name="other">What the other one has used up to now.</param>
internal sealed class ProcessorMeter(Func<TimeSpan> other)
{
    private static readonly TimeSpan _moment = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(1);
    private const double Quiet = 0.1;

    private TimeSpan _spent;

    public double Seconds => _spent.TotalSeconds;

    public async Task MeasureAsync(Func<Task> work)
    {
        TimeSpan before = Now();
        await work();
        _spent += Now() - before;
    }

    /// <summary>Waits until both do little more than a service does that nobody asks for anything: what ran often in the warm-up is still being compiled when it has ended, for half as long again.</summary>
    /// <exception cref="TimeoutException">They do not come to rest.</exception>
    public async Task RestAsync(CancellationToken cancellation)
    {
        for (long began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < _patience;)
        {
            TimeSpan before = Now();
            await Task.Delay(_moment, TimeProvider.System, cancellation);
            if (Now() - before < _moment * Quiet)
            {
                return;
            }
        }

        throw new TimeoutException($"What was warmed up has not come to rest in {_patience.TotalSeconds:0} s.");
    }

    private TimeSpan Now() => Environment.CpuUsage.TotalTime + other();
}
