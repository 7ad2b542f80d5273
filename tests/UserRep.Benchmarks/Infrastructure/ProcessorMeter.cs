namespace UserRep.Benchmarks.Infrastructure;

/// <summary>Processor time of this process and of another one, in the stretches that are measured and in no other.</summary>
/// <param name="other">What the other one has used up to now.</param>
internal sealed class ProcessorMeter(Func<TimeSpan> other)
{
    private TimeSpan _spent;

    public double Seconds => _spent.TotalSeconds;

    public async Task MeasureAsync(Func<Task> work)
    {
        TimeSpan before = Now();
        await work();
        _spent += Now() - before;
    }

    private TimeSpan Now() => Environment.CpuUsage.TotalTime + other();
}
