namespace UserRep.Tests.Simulation.Bugs;

/// <summary>What an activation of a user can do wrong.</summary>
internal enum UserMistake
{
    /// <summary>Nothing: what is written here for the others is as good as the real one.</summary>
    None = 0,

    /// <summary>Whatever is past the position is folded in, and what lies between is never missed.</summary>
    ChecksNoGap = 1,

    /// <summary>What is delivered again counts again.</summary>
    CountsTwice = 2,

    /// <summary>Two reads of the log at once fold in the same events.</summary>
    ReadsAtOnce = 3,

    /// <summary>After a snapshot only what is delivered counts, not what the log has.</summary>
    TrustsDeliveries = 4,

    /// <summary>A vector that was being computed when the user was erased is kept.</summary>
    KeepsVectorsOfErased = 5,

    /// <summary>A vector is called one of the version that is current when it is done.</summary>
    CallsVectorsByPlan = 6,

    /// <summary>Whoever comes into memory reads the log first, and can be found from then on.</summary>
    EntersLate = 7,
}
