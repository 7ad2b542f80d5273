namespace UserRep.Grains.Vitals;

/// <summary>A partition, as the silo knows that runs it.</summary>
/// <param name="Partition">Its number.</param>
/// <param name="Head">Offset of its last event in the log.</param>
/// <param name="Lag">Events that are not yet part of their users' states, nor left to the log for users who are in memory nowhere.</param>
/// <param name="IsBehind">Whether that has been so for longer than users' vectors may still be called fresh.</param>
/// <param name="Parked">Users who could not take events in and are tried again.</param>
/// <param name="Heals">How often a delivery was missing and the log was read instead.</param>
[GenerateSerializer]
[Immutable]
[Alias("userrep.partition-vitals")]
public sealed record PartitionVitals(
    [property: Id(0)] int Partition, [property: Id(1)] long Head, [property: Id(2)] long Lag, [property: Id(3)] bool IsBehind, [property: Id(4)] int Parked, [property: Id(5)] long Heals);
