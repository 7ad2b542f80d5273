namespace UserRep.Benchmarks.EventCosts;

/// <summary>A part of the service's code.</summary>
internal enum CodePart
{
    /// <summary>Calls, messages, activations and streams.</summary>
    Orleans,

    /// <summary>The log and the snapshots: reading them, and handing their writers what is to be written.</summary>
    Log,

    /// <summary>States, features, and vectors on their way into the table.</summary>
    Users,

    /// <summary>Who is told of which events.</summary>
    Partitions,

    /// <summary>Asking for vectors, and putting many into one run of the model.</summary>
    Encoding,

    /// <summary>HTTP, gRPC, and checking what comes in.</summary>
    Intake,

    /// <summary>None of these: the pool's own work, and small parts.</summary>
    Other,
}
