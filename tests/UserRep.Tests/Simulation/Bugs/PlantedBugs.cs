using UserRep.Tests.Simulation.Cluster;

namespace UserRep.Tests.Simulation.Bugs;

/// <summary>Systems of which one part is wrong, by what is wrong with it. The simulation must find every one.</summary>
internal static class PlantedBugs
{
    public static IReadOnlyDictionary<string, Parts> All { get; } = new Dictionary<string, Parts>(StringComparer.Ordinal)
    {
        ["The log acknowledges before it commits"] = Log(LogMistake.AcknowledgesBeforeCommit),
        ["Offsets come from a sequence and are polled past the last"] = Log(LogMistake.TakesOffsetsFromSequence),
        ["An appender keeps last offsets across another's write"] = Log(LogMistake.KeepsLinksItRemembers),
        ["The log finds no duplicate of an event sent again"] = Log(LogMistake.KnowsNoIds),
        ["Offsets of an erased user are given again"] = Log(LogMistake.UsesOffsetsAgain),
        ["An erasure leaves no tombstones"] = Log(LogMistake.LeavesNoTombstones),
        ["Events are pruned by their age alone"] = Log(LogMistake.PrunesByAgeOnly),
        ["Events are pruned that one feature space has in no snapshot"] = Log(LogMistake.PrunesWhatOneSpaceCovers),
        ["Snapshots of an earlier epoch let events be pruned"] = Log(LogMistake.PrunesByOtherEpochs),
        ["A snapshot takes the place of a later one"] = new BrokenParts { OfSnapshots = stored => new BrokenSnapshotDisk(stored) },
        ["A snapshot is good though the log does not know its position"] = new BrokenParts { OfLoader = (log, snapshots) => (new TrustingLog(log), snapshots) },
        ["A snapshot of another epoch is good"] = new BrokenParts { OfLoader = (log, snapshots) => (log, new OfThisEpoch(log, snapshots)) },
        ["The pump misses no gap"] = new BrokenParts { HasPumpWithoutGapCheck = true },
        ["A checkpoint forgets who is parked, and what a given-up pump did"] = new BrokenParts { OfCheckpoint = pump => pump.Completed },
        ["A checkpoint runs ahead, and users trust deliveries"] = new BrokenParts
        {
            OfCheckpoint = pump => pump.HandedOut,
            OfLoader = (log, snapshots) => (new TaillessLog(log), snapshots),
            OfUser = (user, runtime) => new PlainUser(UserMistake.TrustsDeliveries, user, runtime),
        },
        ["A user misses no gap"] = User(UserMistake.ChecksNoGap),
        ["A user counts again what is delivered again"] = User(UserMistake.CountsTwice),
        ["A user reads the log twice at once"] = User(UserMistake.ReadsAtOnce),
        ["A vector of an erased user is kept"] = User(UserMistake.KeepsVectorsOfErased),
        ["A vector is called by the plan's version"] = User(UserMistake.CallsVectorsByPlan),
        ["A switch does not wait for leases"] = new BrokenParts { OfCatalogue = (home, state, time, members) => new HastyCatalogue(home, state, time, members) },
        ["A catalogue does not look for another"] = new BrokenParts { OfCatalogue = (home, state, time, members) => new LoneCatalogue(home, state, time, members) },
        ["A silo that followed does not ask whether there is a newer plan still"] = new BrokenParts { IsFollowingOnce = true },
        ["A lease runs from the answer"] = new BrokenParts { RenewsFromAnswer = true },
    };

    /// <summary>Gets the parts that some bugs are planted in, without a bug: what finds the bugs must find nothing here.</summary>
    public static Parts Control { get; } = User(UserMistake.None);

    private static BrokenParts Log(LogMistake mistake) => new() { OfEngine = (disk, pause, observer) => new BrokenEngine(mistake, disk, pause, observer) };

    private static BrokenParts User(UserMistake mistake) => new() { OfUser = (user, runtime) => new PlainUser(mistake, user, runtime) };
}
