namespace UserRep.Benchmarks.Measuring;

/// <summary>What contenders take of this process's processor time, beside what they are timed for: the callers' part of the work, client library and all.</summary>
internal sealed class CallerTime
{
    private readonly List<double> _microseconds = [];

    /// <summary>A contender whose runs are measured.</summary>
    public Contender Of(string name, Func<int, Task> run) => new(name, operations =>
    {
        TimeSpan before = Environment.CpuUsage.TotalTime;
        run(operations).GetAwaiter().GetResult();
        _microseconds.Add((Environment.CpuUsage.TotalTime - before).TotalMicroseconds / operations);
    });

    /// <summary>Microseconds for an operation in each of the last runs: those before them warm up.</summary>
    public Samples Last(int runs) => new([.. _microseconds.TakeLast(runs)]);
}
