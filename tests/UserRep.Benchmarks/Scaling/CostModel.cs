namespace UserRep.Benchmarks.Scaling;

/// <summary>
/// What events, reads and users cost, as functions of how many silos there are, fitted to what was measured. Processor time is in µs, with what a
/// cluster costs anyway taken off, which has terms of its own.
/// </summary>
internal sealed record CostModel
{
    public required LinearFit EventSilo { get; init; }

    public required LinearFit EventDatabase { get; init; }

    public required LinearFit EventTransactions { get; init; }

    /// <summary>Gets bytes of write-ahead log, by events and whole pages.</summary>
    public required LinearFit EventWal { get; init; }

    public required LinearFit EventClientBytes { get; init; }

    public required LinearFit EventSiloBytes { get; init; }

    public required LinearFit EventDatabaseBytes { get; init; }

    /// <summary>Gets what a user's first event costs, creation included.</summary>
    public required LinearFit FirstEventSilo { get; init; }

    public required LinearFit FirstEventDatabase { get; init; }

    public required LinearFit ReadSilo { get; init; }

    public required LinearFit ReadClientBytes { get; init; }

    public required LinearFit ReadSiloBytes { get; init; }

    /// <summary>Gets what a read of many costs: by itself, per user, per user elsewhere, per silo asked.</summary>
    public required LinearFit BatchSilo { get; init; }

    /// <summary>Gets messages to other silos, per silo that has some of the users.</summary>
    public required LinearFit BatchMessages { get; init; }

    public required LinearFit BatchClientBytes { get; init; }

    public required LinearFit BatchSiloBytes { get; init; }

    public required LinearFit IdleSilo { get; init; }

    public required LinearFit IdleDatabase { get; init; }

    public required LinearFit IdleTransactions { get; init; }

    public required LinearFit IdleSiloBytes { get; init; }

    public required LinearFit Resident { get; init; }

    public required LinearFit Managed { get; init; }

    public required LinearFit EventDisk { get; init; }

    public required LinearFit EventUserIndexes { get; init; }

    public required LinearFit UserDisk { get; init; }

    public required LinearFit SnapshotDisk { get; init; }

    public required LinearFit SnapshotWal { get; init; }

    public required LinearFit SnapshotDatabase { get; init; }

    /// <summary>Gets all of it, in the order in which it is told.</summary>
    public IReadOnlyList<LinearFit> Fits =>
    [
        EventSilo, EventDatabase, EventTransactions, EventWal, EventClientBytes, EventSiloBytes, EventDatabaseBytes, FirstEventSilo, FirstEventDatabase,
        ReadSilo, ReadClientBytes, ReadSiloBytes, BatchSilo, BatchMessages, BatchClientBytes, BatchSiloBytes,
        IdleSilo, IdleDatabase, IdleTransactions, IdleSiloBytes, Resident, Managed, EventDisk, EventUserIndexes, UserDisk, SnapshotDisk, SnapshotWal, SnapshotDatabase,
    ];

    /// <summary>The model with every cost higher by what its fit leaves unexplained: what to reckon with where a silo too few would be felt.</summary>
    public CostModel Dear() => new()
    {
        EventSilo = EventSilo.Dear(),
        EventDatabase = EventDatabase.Dear(),
        EventTransactions = EventTransactions.Dear(),
        EventWal = EventWal.Dear(),
        EventClientBytes = EventClientBytes.Dear(),
        EventSiloBytes = EventSiloBytes.Dear(),
        EventDatabaseBytes = EventDatabaseBytes.Dear(),
        FirstEventSilo = FirstEventSilo.Dear(),
        FirstEventDatabase = FirstEventDatabase.Dear(),
        ReadSilo = ReadSilo.Dear(),
        ReadClientBytes = ReadClientBytes.Dear(),
        ReadSiloBytes = ReadSiloBytes.Dear(),
        BatchSilo = BatchSilo.Dear(),
        BatchMessages = BatchMessages.Dear(),
        BatchClientBytes = BatchClientBytes.Dear(),
        BatchSiloBytes = BatchSiloBytes.Dear(),
        IdleSilo = IdleSilo.Dear(),
        IdleDatabase = IdleDatabase.Dear(),
        IdleTransactions = IdleTransactions.Dear(),
        IdleSiloBytes = IdleSiloBytes.Dear(),
        Resident = Resident.Dear(),
        Managed = Managed.Dear(),
        EventDisk = EventDisk.Dear(),
        EventUserIndexes = EventUserIndexes.Dear(),
        UserDisk = UserDisk.Dear(),
        SnapshotDisk = SnapshotDisk.Dear(),
        SnapshotWal = SnapshotWal.Dear(),
        SnapshotDatabase = SnapshotDatabase.Dear(),
    };
}
