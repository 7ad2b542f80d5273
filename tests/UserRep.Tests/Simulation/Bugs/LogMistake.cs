namespace UserRep.Tests.Simulation.Bugs;

/// <summary>What a log can do wrong.</summary>
internal enum LogMistake
{
    /// <summary>The answer goes out while the commit may still fail.</summary>
    AcknowledgesBeforeCommit = 0,

    /// <summary>Nobody holds the partition, so a later offset may be committed first, and a reader who polls past it never sees the earlier one.</summary>
    TakesOffsetsFromSequence = 1,

    /// <summary>An appender's memory of a user's last event outlives the write of another appender.</summary>
    KeepsLinksItRemembers = 2,

    /// <summary>An event that is sent again is another event.</summary>
    KnowsNoIds = 3,

    /// <summary>After an erasure at the end of a partition its offsets are given again.</summary>
    UsesOffsetsAgain = 4,

    /// <summary>Erased rows are gone, and offsets are dense no more.</summary>
    LeavesNoTombstones = 5,

    /// <summary>What is old is pruned whether a snapshot has it or not.</summary>
    PrunesByAgeOnly = 6,

    /// <summary>A snapshot in one feature space is enough.</summary>
    PrunesWhatOneSpaceCovers = 7,

    /// <summary>Snapshots of before a restore count.</summary>
    PrunesByOtherEpochs = 8,
}
