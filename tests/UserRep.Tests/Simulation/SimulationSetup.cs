using UserRep.Grains.Partitions;
using UserRep.Grains.Snapshots;

namespace UserRep.Tests.Simulation;

/// <summary>How large a simulation is and what it does, by its seed.</summary>
internal sealed record SimulationSetup
{
    public required int Partitions { get; init; }

    public required int Silos { get; init; }

    public required int Users { get; init; }

    public required int Clients { get; init; }

    public required int Operations { get; init; }

    public required double Faults { get; init; }

    public required int EncoderPlaces { get; init; }

    public required PumpOptions Pump { get; init; }

    public required SnapshotOptions Snapshots { get; init; }

    public required bool HasErasures { get; init; }

    public required bool HasPrunes { get; init; }

    public required bool HasSwitches { get; init; }

    public required bool HasRestore { get; init; }

    public static SimulationSetup Of(Random random)
    {
        return new SimulationSetup
        {
            Partitions = 1 + random.Next(3),
            Silos = 2 + random.Next(3),
            Users = 2 + random.Next(7),
            Clients = 2 + random.Next(3),
            Operations = 15 + random.Next(25),
            Faults = random.Next(5) switch { 0 => 0, 1 => 0.3, 2 => 1, 3 => 1.5, _ => 3 },
            EncoderPlaces = 1 + random.Next(3),
            Pump = new PumpOptions
            {
                MaxInFlight = 1 + random.Next(4),
                MaxBrief = 1 + random.Next(3),
                Brief = TimeSpan.FromMilliseconds(1),
                ReadLimit = 1 + random.Next(20),
                ApplyTimeout = TimeSpan.FromSeconds(1 + random.Next(4)),
                BackOff = TimeSpan.FromMilliseconds(200),
                MaxBackOff = TimeSpan.FromSeconds(5),
                Patience = random.Next(3) switch { 0 => TimeSpan.Zero, 1 => TimeSpan.FromMilliseconds(50), _ => TimeSpan.FromSeconds(1) },
                MaxEarly = random.Next(2) * random.Next(40),
                PassOverAfter = random.Next(3) switch { 0 => TimeSpan.Zero, 1 => TimeSpan.FromSeconds(1), _ => TimeSpan.FromSeconds(10) },
            },
            Snapshots = new SnapshotOptions { Events = 1 + random.Next(5), Age = TimeSpan.FromSeconds(20) },
            HasErasures = random.Next(2) == 0,
            HasPrunes = random.Next(3) == 0,
            HasSwitches = random.Next(4) > 0,
            HasRestore = random.Next(6) == 0,
        };
    }
}
