using UserRep.ClusterTests.Faults.Reports;

namespace UserRep.ClusterTests.Faults;

/// <summary>Something that goes wrong while callers are at work.</summary>
internal abstract class Fault
{
    /// <summary>Gets what it is called.</summary>
    public abstract string Name { get; }

    /// <summary>Gets a value indicating whether something must be lost, to show that the check would see it.</summary>
    public virtual bool IsControl => false;

    /// <summary>Gets a value indicating whether a shorter form of it is run with every change.</summary>
    public virtual bool IsQuick => false;

    /// <returns>What this machine lacks for it; null if nothing.</returns>
    public virtual string? Lacks() => null;

    /// <summary>Has it happen and looks what came of it.</summary>
    public abstract Task<FaultRow> RunAsync(FaultSetting setting);
}
