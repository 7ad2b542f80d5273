namespace UserRep.Grains.Parity;

/// <summary>What came of a look at a vector.</summary>
internal enum ParityOutcome
{
    /// <summary>It is what the log gives.</summary>
    Same,

    /// <summary>It is not.</summary>
    Different,

    /// <summary>It cannot be told: the user has left or was erased, or a part of the log was pruned.</summary>
    Unknown,
}
