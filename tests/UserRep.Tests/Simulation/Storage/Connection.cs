using UserRep.EventLog.Events;
using UserRep.Tests.Simulation.Scheduling;

namespace UserRep.Tests.Simulation.Storage;

/// <summary>The way to a database, which takes time and may break: before the question is there, or before the answer is back.</summary>
internal sealed class Connection(Turns database, Faults faults)
{
    private const double Break = 0.03;

    public async Task<T> ReadAsync<T>(Func<T> read)
    {
        await faults.DelayAsync();
        RequireUnbroken(outcomeUnknown: false);
        T answer = await database.RunAsync(() => Task.FromResult(read()));
        await faults.DelayAsync();
        RequireUnbroken(outcomeUnknown: false);
        return answer;
    }

    public async Task<T> WriteAsync<T>(Func<Task<T>> write)
    {
        await faults.DelayAsync();
        RequireUnbroken(outcomeUnknown: false);
        T answer = await database.RunAsync(write);
        await faults.DelayAsync();
        RequireUnbroken(outcomeUnknown: true);
        return answer;
    }

    /// <summary>What a transaction does between two of its steps.</summary>
    public static async Task PauseAsync(Faults faults)
    {
        await faults.DelayAsync();
        if (faults.Strike(Break))
        {
            throw new EventLogException("The transaction was ended.", isTransient: true, outcomeUnknown: false);
        }
    }

    private void RequireUnbroken(bool outcomeUnknown)
    {
        if (faults.Strike(Break))
        {
            throw new EventLogException("The connection broke.", isTransient: true, outcomeUnknown);
        }
    }
}
