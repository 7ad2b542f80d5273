namespace UserRep.EventLog.Events;

/// <summary>Where an event is in the log, durably.</summary>
/// <param name="Partition">Its partition.</param>
/// <param name="Offset">Its offset there: the position that a user's vector has reached once the event is folded in.</param>
/// <param name="Prev">The offset of the user's previous event; 0 for the first.</param>
/// <param name="IsDuplicate">Whether it was there before: nothing was written, and offset and prev are those of the first.</param>
public readonly record struct AppendResult(int Partition, long Offset, long Prev, bool IsDuplicate);
