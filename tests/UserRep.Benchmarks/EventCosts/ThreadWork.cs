namespace UserRep.Benchmarks.EventCosts;

/// <summary>What a thread of the service does.</summary>
internal enum ThreadWork
{
    /// <summary>Appends to the log.</summary>
    Writer,

    /// <summary>Folds write-ahead logs back into their files.</summary>
    Folding,

    /// <summary>Runs the model.</summary>
    Encoder,

    /// <summary>Stores snapshots.</summary>
    Snapshots,

    /// <summary>Grains, gRPC and whatever else runs on the pool, its collections and waiting with open eyes included.</summary>
    Workers,

    /// <summary>Collects garbage beside the work.</summary>
    Collector,

    /// <summary>Compiles hot code anew.</summary>
    Compiler,

    /// <summary>None of these.</summary>
    Other,
}
