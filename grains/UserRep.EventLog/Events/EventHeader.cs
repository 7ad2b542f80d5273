namespace UserRep.EventLog.Events;

/// <summary>Of an event only its place, whose it is, and when it was received.</summary>
/// <param name="Offset">Its place in the partition.</param>
/// <param name="UserId">Whose it is; null for a tombstone.</param>
/// <param name="ReceivedAtMs">When it was received, in milliseconds since 1970 UTC; 0 for a tombstone.</param>
public readonly record struct EventHeader(long Offset, string? UserId, long ReceivedAtMs)
{
    /// <summary>That of an event that was read whole.</summary>
    public static EventHeader Of(LogEvent e)
    {
        ArgumentNullException.ThrowIfNull(e);
        return new EventHeader(e.Offset, e.Event?.UserId, e.Event?.ReceivedAtMs ?? 0);
    }
}
