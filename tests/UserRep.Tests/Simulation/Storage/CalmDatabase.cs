using System.Collections.Concurrent;
using UserRep.Tests.Simulation.Scheduling;

namespace UserRep.Tests.Simulation.Storage;

/// <summary>A simulated database without faults for tests that are not simulated themselves: whoever waits runs the steps of all.</summary>
internal sealed class CalmDatabase
{
    private readonly ConcurrentQueue<Action> _asked = new();
    private readonly Scheduler _scheduler;
    private readonly Turns _turns;

    public CalmDatabase(int seed)
    {
        Random random = new(seed);
        _scheduler = new Scheduler(random, new Trace(1));
        _turns = new Turns(_scheduler, new Machine(), "database");
        Faults = new Faults(random, _scheduler.Time, intensity: 0);
    }

    public Faults Faults { get; }

    public Connection Connect() => new(_turns, Faults);

    /// <summary>Asks from any thread.</summary>
    public async Task<T> AskAsync<T>(Func<Task<T>> ask)
    {
        if (SynchronizationContext.Current is Turns)
        {
            return await ask();
        }

        TaskCompletionSource<T> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _asked.Enqueue(() => new Turns(_scheduler, new Machine(), "caller").Start(async () =>
        {
            try
            {
                done.SetResult(await ask());
            }
            catch (Exception error)
            {
                done.SetException(error);
            }
        }));
        await Task.Run(() =>
        {
            lock (_scheduler)
            {
                _scheduler.Run(() => Take() && done.Task.IsCompleted, TimeSpan.FromDays(1));
            }
        });
        return await done.Task;
    }

    private bool Take()
    {
        while (_asked.TryDequeue(out Action? ask))
        {
            ask();
        }

        return true;
    }
}
