using UserRep.Tests.Simulation.Cluster;

namespace UserRep.Tests.Simulation.Bugs;

/// <summary>Systems of which one part is wrong, by what is wrong with it. The simulation must find every one, by an invariant that it breaks.</summary>
/// <remarks>
/// What is wrong in the log comes out as the log (I1, I3), as what is made of it (I2, I4), as what never gets there (I6), or as what is read where it
/// was erased (I8), by whoever looks first; what is wrong in plans comes out as I7 alone.
/// </remarks>
internal static class PlantedBugs
{
    public static IReadOnlyDictionary<string, PlantedBug> All { get; } = new Dictionary<string, PlantedBug>(StringComparer.Ordinal)
    {
        ["The log acknowledges before it commits"] = Log(LogMistake.AcknowledgesBeforeCommit, "I1", "I2", "I4"),
        ["Offsets come from a sequence and are polled past the last"] = Log(LogMistake.TakesOffsetsFromSequence, "I3"),
        ["An appender keeps last offsets across another's write"] = Log(LogMistake.KeepsLinksItRemembers, "I2", "I3", "I4"),
        ["The log finds no duplicate of an event sent again"] = Log(LogMistake.KnowsNoIds, "I1"),
        ["Offsets of an erased user are given again"] = Log(LogMistake.UsesOffsetsAgain, "I2", "I4", "I6", "I8"),
        ["An erasure leaves no tombstones"] = Log(LogMistake.LeavesNoTombstones, "I3", "I6"),
        ["Events are pruned by their age alone"] = Log(LogMistake.PrunesByAgeOnly, "I2", "I4", "I6"),
        ["Events are pruned that one feature space has in no snapshot"] = Log(LogMistake.PrunesWhatOneSpaceCovers, "I2", "I4"),
        ["Snapshots of an earlier epoch let events be pruned"] = Log(LogMistake.PrunesByOtherEpochs, "I2", "I4", "I6"),
        ["A snapshot takes the place of a later one"] = new(isMended => new BrokenParts { OfSnapshots = stored => new BrokenSnapshotDisk(isMended, stored) }, "I4"),
        ["A snapshot is good though the log does not know its position"] = new(isMended => new BrokenParts { OfLoader = (log, snapshots) => (new TrustingLog(isMended, log), snapshots) }, "I2", "I4"),
        ["A snapshot of another epoch is good"] = new(isMended => new BrokenParts { OfLoader = (log, snapshots) => (log, new OfThisEpoch(isMended, log, snapshots)) }, "I2", "I4"),
        ["The pump misses no gap"] = new(isMended => new BrokenParts { HasPumpWithoutGapCheck = !isMended }, "I6"),
        ["A pump passes over who is in memory on another silo"] = new(
            isMended => new BrokenParts { OfPresence = (world, silo) => new OwnPresence(isMended, silo, new SimulatedPresence(world, silo)) }, "I6"),
        ["Whoever comes into memory is found only when the log is read"] = User(UserMistake.EntersLate, "I6") with { From = 1_901 },
        ["A checkpoint forgets who is parked, and what a given-up pump did"] = new(isMended => new BrokenParts { OfCheckpoint = pump => isMended ? pump.TakeCheckpoint() : pump.Completed }, "I6") { From = 5_801 },
        ["A checkpoint runs ahead, and users trust deliveries"] = new(
            isMended => new BrokenParts
            {
                OfCheckpoint = pump => isMended ? pump.TakeCheckpoint() : pump.HandedOut,
                OfLoader = (log, snapshots) => (new TaillessLog(isMended, log), snapshots),
                OfUser = (user, runtime) => new PlainUser(isMended ? UserMistake.None : UserMistake.TrustsDeliveries, user, runtime),
            },
            "I2", "I4", "I5"),
        ["A user misses no gap"] = User(UserMistake.ChecksNoGap, "I2", "I4"),
        ["A user counts again what is delivered again"] = User(UserMistake.CountsTwice, "I2", "I4"),
        ["A user reads the log twice at once"] = User(UserMistake.ReadsAtOnce, "I2", "I4"),
        ["A vector of an erased user is kept"] = User(UserMistake.KeepsVectorsOfErased, "I8"),
        ["A vector is called by the plan's version"] = User(UserMistake.CallsVectorsByPlan, "I7"),
        ["A switch does not wait for leases"] = new(
            isMended => new BrokenParts { OfCatalogue = (home, state, time, members) => new HastyCatalogue(isMended, home, state, time, members) }, "I7"),
        ["A catalogue does not look for another"] = new(
            isMended => new BrokenParts { OfCatalogue = (home, state, time, members) => new LoneCatalogue(isMended, home, state, time, members) }, "I7")
        { From = 901 },
        ["A silo that followed does not ask whether there is a newer plan still"] = new(isMended => new BrokenParts { IsFollowingOnce = !isMended }, "I7") { From = 801 },
        ["A lease runs from the answer"] = new(isMended => new BrokenParts { RenewsFromAnswer = !isMended }, "I7") { From = 2_801 },
    };

    /// <summary>Gets the user that some bugs are planted in, mended: it is written anew here, so it has to show over more seeds that it is right.</summary>
    public static Parts Control { get; } = User(UserMistake.None).Mended;

    private static PlantedBug Log(LogMistake mistake, params string[] breaks) =>
        new(isMended => new BrokenParts { OfEngine = (disk, pause, observer) => new BrokenEngine(mistake, isMended, disk, pause, observer) }, breaks);

    private static PlantedBug User(UserMistake mistake, params string[] breaks) =>
        new(isMended => new BrokenParts { OfUser = (user, runtime) => new PlainUser(isMended ? UserMistake.None : mistake, user, runtime) }, breaks);
}
