namespace UserRep.Benchmarks.Scaling;

/// <summary>
/// How much of the time the head of a partition is held. An append takes what waits on its silo, of all partitions. Large ones need most heads and
/// go one after the other, however many partitions there are; small ones hold few, and go side by side.
/// </summary>
internal static class PartitionHeads
{
    /// <param name="load">The load.</param>
    /// <param name="silos">Silos that append.</param>
    /// <param name="partitions">Partitions there are.</param>
    /// <param name="secondsPerEvent">What the database works on an event, one after the other.</param>
    public static double Busy(DescribedLoad load, double silos, double partitions, double secondsPerEvent)
    {
        double rate = load.EventsPerSecond / silos / load.AppendsPerSilo;
        double least = EventsPerAppend(load, rate, secondsPerEvent);
        double most = Math.Clamp(rate * load.SecondsEventsMayWait, least, load.MaxEventsPerAppend);

        // Of appends in between, none holds heads for less time than both of these.
        return Math.Min(Held(least), Held(most));

        double Held(double events) => load.EventsPerSecond / events * Spread.Hit(partitions, events) / partitions * (load.SecondsPerCommit + (events * secondsPerEvent));
    }

    /// <summary>A power of two that is enough for the silos, and more where heads would be held for too long.</summary>
    public static double Enough(DescribedLoad load, double silos, double secondsPerEvent)
    {
        double partitions = Math.Pow(2, Math.Ceiling(Math.Log2(Math.Max(load.LeastPartitions, load.PartitionsPerSilo * silos))));
        while (2 * partitions <= load.MaxPartitions && Busy(load, silos, partitions, secondsPerEvent) > load.Use)
        {
            partitions *= 2;
        }

        return partitions;
    }

    /// <summary>What has come while the append before was under way: rate × (commit + events × work), solved for the events.</summary>
    private static double EventsPerAppend(DescribedLoad load, double rate, double secondsPerEvent)
    {
        double left = 1 - (rate * secondsPerEvent);
        return left <= 0 ? load.MaxEventsPerAppend : Math.Clamp(rate * load.SecondsPerCommit / left, 1, load.MaxEventsPerAppend);
    }
}
