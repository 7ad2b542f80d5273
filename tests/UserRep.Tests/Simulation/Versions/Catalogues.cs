using UserRep.Tests.Simulation.Cluster;
using UserRep.Tests.Simulation.Scheduling;

namespace UserRep.Tests.Simulation.Versions;

/// <summary>Finds the catalogue for a silo: one that was given up may still have its own.</summary>
internal sealed class Catalogues(SimulationWorld world, CatalogDisk disk)
{
    private readonly Dictionary<Catalogue, Turns> _turns = [];
    private Catalogue? _newest;

    public CatalogDisk Disk => disk;

    public Task<T> CallAsync<T>(SimulatedSilo from, Func<Catalogue, Task<T>> call)
    {
        Catalogue catalogue = For(from);
        return world.Map.CallAsync(from, catalogue.Home, () => _turns[catalogue].RunAsync(() => call(catalogue)));
    }

    private Catalogue For(SimulatedSilo from)
    {
        if (from.IsExpelled && _turns.Keys.FirstOrDefault(c => c.Home == from && !c.HasGone) is { } own)
        {
            return own;
        }

        if (_newest is null || _newest.HasGone || _newest.Home.IsExpelled)
        {
            SimulatedSilo[] members = [.. world.Map.Members];
            SimulatedSilo home = members.Length == 0 ? from : members[world.Faults.Random.Next(members.Length)];
            _newest = world.Parts.Catalogue(home, new SimulatedState(disk, world.Connect()), world.Time, () => home.Members);
            _turns.Add(_newest, new Turns(world.Scheduler, home.Machine, $"{home.Name} catalogue"));
            world.Say($"{home.Name}: the catalogue begins");
        }

        return _newest;
    }
}
