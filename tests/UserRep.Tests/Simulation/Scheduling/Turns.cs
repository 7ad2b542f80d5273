namespace UserRep.Tests.Simulation.Scheduling;

/// <summary>Where one step runs at a time, in the order they came, as in a grain. Which turns are next is the scheduler's choice.</summary>
internal sealed class Turns(Scheduler scheduler, Machine machine, string name) : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Run, object? State)> _steps = new();

    public string Name => name;

    public Machine Machine => machine;

    public bool HasSteps => _steps.Count > 0;

    /// <summary>Gets or sets a value indicating whether the scheduler has it among those it chooses from.</summary>
    public bool IsListed { get; set; }

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (!machine.HasEnded)
        {
            _steps.Enqueue((d, state));
            scheduler.List(this);
        }
    }

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("Nobody waits for a step.");

    public override SynchronizationContext CreateCopy() => this;

    public void RunStep()
    {
        (SendOrPostCallback run, object? state) = _steps.Dequeue();
        run(state);
    }

    /// <summary>Begins something here, and tells the caller, who may be elsewhere, when it is done.</summary>
    public Task<T> RunAsync<T>(Func<Task<T>> work)
    {
        TaskCompletionSource<T> done = new();
        Post(_ => Complete(), null);
        return done.Task;

        async void Complete()
        {
            try
            {
                done.SetResult(await work());
            }
            catch (Exception error)
            {
                done.SetException(error);
            }
        }
    }

    /// <summary>Begins something here that nobody waits for.</summary>
    public void Start(Func<Task> work) => _ = RunAsync(async () =>
    {
        await work();
        return true;
    });
}
