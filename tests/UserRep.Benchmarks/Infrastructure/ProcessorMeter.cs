using System.Diagnostics;

namespace UserRep.Benchmarks.Infrastructure;

/// <summary>Processor time of this process and of another one, in the stretches that are measured and in no other.</summary>
/// <param name="other">What the other one has used up to now.</param>
internal sealed class ProcessorMeter(Func<TimeSpan> other)
{
    private static readonly TimeSpan _moment = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);
    private const double Quiet = 0.15;

    private TimeSpan _spent;

    public double Seconds => _spent.TotalSeconds;

    public async Task MeasureAsync(Func<Task> work)
    {
        TimeSpan before = Now();
        await work();
        _spent += Now() - before;
    }

    /// <summary>
    /// Waits until both do little more than a service does that nobody asks for anything: what ran often in the warm-up is still being compiled when it has
    /// ended. For half a minute at most: what they do then they may go on doing.
    /// </summary>
    public async Task RestAsync(CancellationToken cancellation)
    {
        bool isQuiet = false;
        for (long began = Stopwatch.GetTimestamp(); !isQuiet && Stopwatch.GetElapsedTime(began) < _patience;)
        {
            TimeSpan before = Now();
            await Task.Delay(_moment, TimeProvider.System, cancellation);
            isQuiet = Now() - before < _moment * Quiet;
        }
    }

    private TimeSpan Now() => Environment.CpuUsage.TotalTime + other();
}
