namespace UserRep.EventLog.Snapshots;

/// <summary>A user's accumulated state in one feature space: a cache of the log, good only while the log knows its position.</summary>
/// <param name="UserId">The user.</param>
/// <param name="FeatureSpace">The feature space's fingerprint.</param>
/// <param name="Epoch">The log's epoch when it was taken.</param>
/// <param name="Position">The offset of the last event folded in.</param>
/// <param name="State">The state in its binary form, with its own checksum.</param>
public sealed record Snapshot(string UserId, string FeatureSpace, long Epoch, long Position, ReadOnlyMemory<byte> State);
