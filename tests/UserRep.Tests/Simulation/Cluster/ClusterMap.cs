using UserRep.EventLog.Events;

namespace UserRep.Tests.Simulation.Cluster;

/// <summary>
/// Who is where, and calls between silos. A silo that the others have given up asks itself alone: it has a map of its own until it notices.
/// </summary>
internal sealed class ClusterMap(SimulationWorld world)
{
    private static readonly TimeSpan _callTimeout = TimeSpan.FromSeconds(3);

    private readonly Dictionary<string, SimulatedSilo> _users = new(StringComparer.Ordinal);
    private readonly Dictionary<int, SimulatedSilo> _pumps = [];

    public List<SimulatedSilo> Silos { get; } = [];

    /// <summary>Gets which silos have erased whom.</summary>
    public HashSet<(string UserId, SimulatedSilo Silo)> Erasers { get; } = [];

    /// <summary>Gets the silos that count as members.</summary>
    public IEnumerable<SimulatedSilo> Members => Silos.Where(s => !s.IsExpelled);

    public IEnumerable<KeyValuePair<string, SimulatedSilo>> Users => _users;

    /// <summary>Any silo that clients may still reach.</summary>
    public SimulatedSilo? Any() => Silos.Where(s => !s.Machine.HasEnded).ToArray() is { Length: > 0 } there ? there[world.Faults.Random.Next(there.Length)] : null;

    public SimulatedSilo HomeOf(string userId, SimulatedSilo? from)
    {
        if (from is { IsExpelled: true })
        {
            return from;
        }

        if (!_users.TryGetValue(userId, out SimulatedSilo? home) || home.IsExpelled)
        {
            int partition = world.Engine.Disk.Map.PartitionOf(userId);
            _users[userId] = home = world.Faults.Random.Next(4) > 0 && _pumps.TryGetValue(partition, out SimulatedSilo? pump) && !pump.IsExpelled ? pump : Draw();
        }

        return home;
    }

    public SimulatedSilo HomeOf(int partition, SimulatedSilo? from)
    {
        if (from is { IsExpelled: true })
        {
            return from;
        }

        if (!_pumps.TryGetValue(partition, out SimulatedSilo? home) || home.IsExpelled)
        {
            _pumps[partition] = home = Draw();
        }

        return home;
    }

    public bool IsHome(string userId, SimulatedSilo silo) => silo.IsExpelled || (_users.TryGetValue(userId, out SimulatedSilo? home) && home == silo);

    public void Forget(string userId, SimulatedSilo silo)
    {
        if (_users.TryGetValue(userId, out SimulatedSilo? home) && home == silo)
        {
            _users.Remove(userId);
        }
    }

    public void Forget(int partition, SimulatedSilo silo)
    {
        if (_pumps.TryGetValue(partition, out SimulatedSilo? home) && home == silo)
        {
            _pumps.Remove(partition);
        }
    }

    /// <summary>The others give it up.</summary>
    public void Expel(SimulatedSilo silo)
    {
        silo.Expel();
        foreach (string user in _users.Where(u => u.Value == silo).Select(u => u.Key).ToArray())
        {
            _users.Remove(user);
        }

        foreach (int partition in _pumps.Where(p => p.Value == silo).Select(p => p.Key).ToArray())
        {
            _pumps.Remove(partition);
        }
    }

    /// <summary>Calls a user's activation, which is made if there is none.</summary>
    public Task<T> OnUserAsync<T>(SimulatedSilo from, string userId, Func<ISimulatedUser, Task<T>> call)
    {
        SimulatedSilo home = HomeOf(userId, from);
        return CallAsync(from, home, () => home.Activate(userId).CallAsync(call));
    }

    /// <summary>Calls a silo. The call or its answer may be lost, and whoever is called may be gone.</summary>
    /// <exception cref="TimeoutException">There was no answer.</exception>
    public Task<T> CallAsync<T>(SimulatedSilo? from, SimulatedSilo to, Func<Task<T>> call) => SendAsync(from, to, call).WaitAsync(_callTimeout, world.Time);

    private async Task<T> SendAsync<T>(SimulatedSilo? from, SimulatedSilo to, Func<Task<T>> call)
    {
        await TravelAsync(from, to);
        T answer = await to.Main.RunAsync(call);
        await TravelAsync(from, to);
        return answer;
    }

    private async Task TravelAsync(SimulatedSilo? from, SimulatedSilo to)
    {
        if (from != to)
        {
            await world.Faults.DelayAsync();
            bool isCut = from is not null && (from.IsCut || to.IsCut);
            if (isCut || world.Faults.Strike(0.01))
            {
                await Task.Delay(_callTimeout, world.Time);
                throw new EventLogException("A message was lost.", isTransient: true, outcomeUnknown: true);
            }
        }
    }

    private SimulatedSilo Draw() => Members.ToArray() is { Length: > 0 } members
        ? members[world.Faults.Random.Next(members.Length)]
        : throw new EventLogException("There is no silo.", isTransient: true, outcomeUnknown: false);
}
