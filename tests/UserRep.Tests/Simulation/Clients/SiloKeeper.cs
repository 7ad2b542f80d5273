using UserRep.Tests.Simulation.Cluster;
using UserRep.Tests.Simulation.Scheduling;

namespace UserRep.Tests.Simulation.Clients;

/// <summary>
/// What happens to silos: they are killed, cut off from each other, or stand still, for a moment or so long that the others give them up; then they go on for a while
/// as if they were members, notice it, and are started anew.
/// </summary>
internal sealed class SiloKeeper(SimulationWorld world)
{
    private readonly Turns _turns = new(world.Scheduler, new Machine(), "keeper of silos");
    private readonly int[] _lives = new int[world.Setup.Silos];
    private int _down;

    /// <summary>Gets a value indicating whether no silo is down, still or given up.</summary>
    public bool AreAllUp => _down == 0 && world.Map.Silos.Count == world.Setup.Silos;

    public void Begin()
    {
        for (int number = 0; number < world.Setup.Silos; number++)
        {
            StartSilo(number);
        }

        _turns.Start(HarmAsync);
    }

    /// <summary>Whoever stands still goes on.</summary>
    public void Heal()
    {
        foreach (SimulatedSilo silo in world.Map.Silos)
        {
            GoOn(silo);
            silo.IsCut = false;
        }
    }

    /// <summary>All silos end at once, and are started when something is done.</summary>
    public async Task RestartAllAsync(Func<Task> meanwhile)
    {
        SimulatedSilo[] silos = [.. world.Map.Silos];
        foreach (SimulatedSilo silo in silos)
        {
            End(silo);
            world.Map.Expel(silo);
        }

        // Whoever was about to be started is not: it is none of these any more.
        world.Map.Silos.Clear();
        _down++;
        await meanwhile();
        for (int number = 0; number < world.Setup.Silos; number++)
        {
            StartSilo(number);
        }

        _down--;
    }

    private async Task HarmAsync()
    {
        while (world.Faults.AreOn)
        {
            await world.Faults.DelayAsync(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(4));
            if (world.Map.Any() is { } silo && world.Faults.Strike(0.35) && !silo.Machine.HasEnded && !silo.Machine.IsStill && !silo.IsExpelled)
            {
                _ = world.Faults.Random.Next(4) switch
                {
                    0 => KillAsync(silo),
                    1 => HoldAsync(silo, isGivenUp: false),
                    2 => CutAsync(silo),
                    _ => HoldAsync(silo, isGivenUp: true),
                };
            }
        }
    }

    private async Task KillAsync(SimulatedSilo silo)
    {
        _down++;
        End(silo);
        await world.Faults.DelayAsync(TimeSpan.FromSeconds(0.3), TimeSpan.FromSeconds(3));
        await StartAgainAsync(silo);
        _down--;
    }

    private async Task HoldAsync(SimulatedSilo silo, bool isGivenUp)
    {
        _down++;
        silo.Machine.IsStill = true;
        world.Say($"{silo.Name}: stands still");
        await world.Faults.DelayAsync(TimeSpan.FromSeconds(0.1), TimeSpan.FromSeconds(2));
        if (isGivenUp && !silo.Machine.HasEnded)
        {
            world.Map.Expel(silo);
            world.Say($"{silo.Name}: is given up");
            await world.Faults.DelayAsync(TimeSpan.FromSeconds(0), TimeSpan.FromSeconds(8));
            GoOn(silo);
            await world.Faults.DelayAsync(TimeSpan.FromSeconds(0.1), TimeSpan.FromSeconds(4));
            End(silo);
            await StartAgainAsync(silo);
        }

        GoOn(silo);
        _down--;
    }

    private async Task CutAsync(SimulatedSilo silo)
    {
        silo.IsCut = true;
        world.Say($"{silo.Name}: is cut off");
        await world.Faults.DelayAsync(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(9));
        silo.IsCut = false;
        world.Say($"{silo.Name}: is heard again");
    }

    private void GoOn(SimulatedSilo silo)
    {
        if (silo.Machine.IsStill && !silo.Machine.HasEnded)
        {
            silo.Machine.IsStill = false;
            silo.Wake();
            world.Say($"{silo.Name}: goes on");
        }
    }

    private void End(SimulatedSilo silo)
    {
        silo.Machine.HasEnded = true;
        world.Say($"{silo.Name}: ends");
    }

    private async Task StartAgainAsync(SimulatedSilo silo)
    {
        world.Map.Expel(silo);
        await world.Faults.DelayAsync(TimeSpan.FromSeconds(0.2), TimeSpan.FromSeconds(3));

        // Unless all of them were ended meanwhile, and started.
        if (world.Map.Silos.Remove(silo))
        {
            StartSilo(silo.Number);
        }
    }

    private void StartSilo(int number)
    {
        SimulatedSilo silo = new(world, number, ++_lives[number]);
        world.Map.Silos.Add(silo);
        silo.Start();
        world.Say($"{silo.Name}: starts");
    }
}
