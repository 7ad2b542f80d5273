namespace UserRep.Grains.Status;

/// <summary>How far a partition is.</summary>
/// <param name="Partition">Its number.</param>
/// <param name="Head">Offset of its last event in the log.</param>
/// <param name="Completed">Offset up to which events are part of their users' states, or left to the log for users who are in memory nowhere, when last asked.</param>
/// <param name="ParkedUsers">Users who could not take events in and are tried again.</param>
/// <param name="Heals">How often a delivery was missing and the log was read instead.</param>
public sealed record PartitionStatus(int Partition, long Head, long Completed, int ParkedUsers, long Heals);
