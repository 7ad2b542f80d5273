namespace UserRep.Benchmarks.Scaling;

/// <summary>What is done to see what it costs.</summary>
internal enum Work
{
    /// <summary>Nothing: nobody asks for anything.</summary>
    Idle,

    /// <summary>The first events of users.</summary>
    FirstEvents,

    /// <summary>Events of users who are in memory.</summary>
    Events,

    /// <summary>Reads of one user each, by many callers at once, which the client sends together.</summary>
    Reads,

    /// <summary>Reads of one user each, one after the other.</summary>
    ReadsOneByOne,

    /// <summary>Reads of <see cref="WorkSizes.SmallRead"/> users each.</summary>
    SmallReads,

    /// <summary>Reads of <see cref="WorkSizes.LargeRead"/> users each.</summary>
    LargeReads,

    /// <summary>Snapshots of silos that stop. Their processor time is not known: they are gone by then.</summary>
    Snapshots,
}
