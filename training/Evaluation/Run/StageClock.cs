namespace UserRep.Training.Evaluation.Run;

/// <summary>Seconds by stage.</summary>
internal sealed class StageClock(TimeProvider time)
{
    private readonly Dictionary<string, double> _seconds = [];

    public IReadOnlyDictionary<string, double> Seconds => _seconds;

    public T Time<T>(string stage, Func<T> work)
    {
        long started = time.GetTimestamp();
        T result = work();
        _seconds[stage] = Math.Round(time.GetElapsedTime(started).TotalSeconds, 1);
        return result;
    }
}
