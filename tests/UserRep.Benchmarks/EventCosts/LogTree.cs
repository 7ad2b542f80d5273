namespace UserRep.Benchmarks.EventCosts;

/// <summary>A table or an index of the log's file.</summary>
internal enum LogTree
{
    /// <summary>Events, by partition and offset.</summary>
    Events,

    /// <summary>The index of a user's events, by the hashes of their ids.</summary>
    EventsByHash,

    /// <summary>Users, and the index of their ids.</summary>
    Users,

    /// <summary>Small ones, free pages, and pages onto which a long row flows over.</summary>
    Other,
}
