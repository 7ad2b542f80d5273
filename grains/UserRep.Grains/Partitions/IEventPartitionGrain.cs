using Orleans.Concurrency;

namespace UserRep.Grains.Partitions;

/// <summary>One partition of the log at work; the key is its number.</summary>
[Alias("userrep.event-partition")]
internal interface IEventPartitionGrain : IGrainWithStringKey
{
    /// <summary>Asks for an answer at once, whatever is being handed out, as a first sign of life.</summary>
    /// <returns>How far the partition is.</returns>
    [Alias("progress")]
    [AlwaysInterleave]
    Task<PartitionProgress> ProgressAsync();

    /// <summary>Says how far the log is: what was not delivered by then is read.</summary>
    /// <returns>How far the partition is.</returns>
    [Alias("wake")]
    Task<PartitionProgress> WakeAsync(long head);
}
