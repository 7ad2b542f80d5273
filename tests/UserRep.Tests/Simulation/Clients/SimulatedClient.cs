using System.Globalization;
using UserRep.EventLog.Events;
using UserRep.Grains.Errors;
using UserRep.Grains.Users;
using UserRep.Tests.Simulation.Cluster;
using UserRep.Tests.Simulation.Scheduling;

namespace UserRep.Tests.Simulation.Clients;

/// <summary>A client: sends events, again with the same ids while it does not know what became of them, reads, and has users erased.</summary>
internal sealed class SimulatedClient(SimulationWorld world, int number)
{
    private const int Attempts = 4;
    private const double ZipfExponent = 1.1;

    private readonly Random _random = new((world.Seed * 31) + number);
    private int _sent;

    public bool IsDone { get; private set; }

    public void Begin() => new Turns(world.Scheduler, new Machine(), $"client {number}").Start(async () =>
    {
        for (int i = 0; i < world.Setup.Operations; i++)
        {
            await world.Faults.DelayAsync(TimeSpan.Zero, TimeSpan.FromSeconds(_random.Next(4) == 0 ? 2 : 0.2));
            try
            {
                await (_random.Next(20) switch
                {
                    < 10 => SendAsync(),
                    < 19 => ReadAsync(),
                    _ when world.Setup.HasErasures => EraseAsync(User()),
                    _ => ReadAsync(),
                });
            }
            catch (Exception error) when (error is EventLogException or TimeoutException or UserRepException)
            {
                world.Say($"client {number}: {error.GetType().Name}");
            }
        }

        IsDone = true;
    });

    private async Task SendAsync()
    {
        NewEvent[] events = [.. Enumerable.Range(0, 1 + _random.Next(3)).Select(_ => Event())];
        string[] users = [.. events.Select(e => e.UserId).Distinct()];
        bool[] wasErasing = Array.ConvertAll(users, world.Ledger.IsErasing);
        int[] erasures = Array.ConvertAll(users, world.Ledger.ErasuresOf);
        int restores = world.Ledger.Restores;
        for (int attempt = 0; attempt < Attempts && restores == world.Ledger.Restores; attempt++)
        {
            try
            {
                if (world.Map.Any() is { } silo)
                {
                    IReadOnlyList<AppendResult> results = await world.Map.CallAsync(null, silo, () => silo.AcceptAsync(events));
                    for (int i = 0; i < results.Count && restores == world.Ledger.Restores; i++)
                    {
                        int user = Array.IndexOf(users, events[i].UserId);
                        world.Ledger.Acknowledge(
                            events[i].UserId, events[i].EventId, results[i].Offset, wasErasing[user] || erasures[user] != world.Ledger.ErasuresOf(users[user]));
                        world.Say($"client {number}: {events[i].EventId} of {events[i].UserId} is at {results[i].Offset}{(results[i].IsDuplicate ? " already" : string.Empty)}");
                    }

                    return;
                }
            }
            catch (Exception error) when (error is EventLogException or TimeoutException && attempt + 1 < Attempts)
            {
                world.Say($"client {number}: {events[0].EventId} again, {error.GetType().Name}");
            }

            await world.Faults.DelayAsync(TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(500));
        }
    }

    private async Task ReadAsync()
    {
        string user = User();
        long minPosition = _random.Next(2) == 0 ? world.Ledger.LastOf(user) : 0;
        string? version = _random.Next(3) == 0 ? "v1" : null;
        if (world.Map.Any() is { } silo)
        {
            UserVector read = await world.Map.CallAsync(null, silo, () => silo.ReadAsync(user, version, minPosition));
            world.Say($"client {number}: {user} is at {read.Position} by {silo.Name}, {read.Freshness}");
        }
    }

    private async Task EraseAsync(string user)
    {
        if (world.Map.Any() is { } silo)
        {
            world.Ledger.BeginErasing(user);
            world.Say($"client {number}: erase {user}");
            SimulatedSilo home = world.Map.HomeOf(user, silo);
            await world.Map.CallAsync(silo, home, () => home.EraseAsync(user));
            world.Ledger.EndErasing(user);
            world.Say($"client {number}: {user} is erased");
        }
    }

    private NewEvent Event()
    {
        long nowMs = world.Time.GetUtcNow().ToUnixTimeMilliseconds();
        string type = _random.Next(8) switch { 0 => "profile", 1 => "skip", 2 => "a-type-of-tomorrow", _ => "play" };
        return new NewEvent
        {
            EventId = string.Create(CultureInfo.InvariantCulture, $"c{number}-{++_sent}"),
            UserId = User(),
            Type = type,
            ItemId = _random.Next(9) switch { 0 => null, 1 => "nobody-knows-it", var i => string.Create(CultureInfo.InvariantCulture, $"item-{i}") },
            TimestampMs = nowMs - (_random.Next(5) == 0 ? _random.Next(86_400_000) : 0),
            ReceivedAtMs = nowMs,
            Value = _random.Next(3) == 0 ? 0.5f : 1f,
        };
    }

    /// <summary>Some users do most (Zipf).</summary>
    private string User()
    {
        double[] weights = [.. Enumerable.Range(1, world.Setup.Users).Select(i => Math.Pow(i, -ZipfExponent))];
        double drawn = _random.NextDouble() * weights.Sum();
        int user = Array.FindIndex(weights, w => (drawn -= w) <= 0);
        return string.Create(CultureInfo.InvariantCulture, $"u{Math.Max(0, user)}");
    }
}
