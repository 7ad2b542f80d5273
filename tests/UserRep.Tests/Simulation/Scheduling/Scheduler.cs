namespace UserRep.Tests.Simulation.Scheduling;

/// <summary>
/// Runs everything in one thread. Of the turns that have a step to run it draws one by the seed; when none has, the clock moves on to the
/// next timer. So a seed is an order of steps, and the same seed is the same run.
/// </summary>
internal sealed class Scheduler(Random random, Trace trace)
{
    private readonly List<Turns> _listed = [];
    private readonly List<Turns> _still = [];

    public VirtualTime Time { get; } = new();

    /// <summary>Gets how many steps have run.</summary>
    public long Steps { get; private set; }

    public void List(Turns turns)
    {
        if (!turns.IsListed)
        {
            turns.IsListed = true;
            (turns.Machine.IsStill ? _still : _listed).Add(turns);
        }
    }

    /// <summary>What stood still goes on.</summary>
    public void ListAll(Machine machine)
    {
        _listed.AddRange(_still.Where(t => t.Machine == machine));
        _still.RemoveAll(t => t.Machine == machine);
    }

    /// <summary>Runs until something is so.</summary>
    /// <param name="isDone">Whether it is.</param>
    /// <param name="limit">How long it may take, in virtual time.</param>
    /// <returns>Whether it came to be.</returns>
    public bool Run(Func<bool> isDone, TimeSpan limit)
    {
        SynchronizationContext? before = SynchronizationContext.Current;
        long end = Time.GetTimestamp() + limit.Ticks;
        try
        {
            while (!isDone())
            {
                if (!RunStep() && !Time.MoveOn(end))
                {
                    return false;
                }
            }

            return true;
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    private bool RunStep()
    {
        while (_listed.Count > 0)
        {
            int drawn = random.Next(_listed.Count);
            Turns turns = _listed[drawn];
            if (turns.Machine.IsStill || turns.Machine.HasEnded || !turns.HasSteps)
            {
                _listed[drawn] = _listed[^1];
                _listed.RemoveAt(_listed.Count - 1);
                turns.IsListed = turns.Machine.IsStill;
                if (turns.IsListed)
                {
                    _still.Add(turns);
                }

                continue;
            }

            Steps++;
            trace.Note(drawn);
            SynchronizationContext.SetSynchronizationContext(turns);
            turns.RunStep();
            SynchronizationContext.SetSynchronizationContext(null);
            return true;
        }

        return false;
    }
}
