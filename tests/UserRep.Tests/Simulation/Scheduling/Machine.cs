namespace UserRep.Tests.Simulation.Scheduling;

/// <summary>What turns run on. One that stands still goes on later as if nothing had been; one that has ended is gone with all it had in memory.</summary>
internal sealed class Machine
{
    public bool IsStill { get; set; }

    public bool HasEnded { get; set; }
}
