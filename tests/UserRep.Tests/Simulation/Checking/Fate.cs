namespace UserRep.Tests.Simulation.Checking;

/// <summary>What must have become of an event.</summary>
internal enum Fate
{
    /// <summary>It is in the log.</summary>
    Kept = 0,

    /// <summary>It may be gone: the user was erased, or an older copy of the log was restored.</summary>
    Unknown = 1,
}
