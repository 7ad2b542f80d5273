namespace UserRep.EventLog.Events;

/// <summary>An event in the log. An erased one keeps its offset and nothing else.</summary>
public sealed record LogEvent
{
    /// <summary>Gets the partition.</summary>
    public required int Partition { get; init; }

    /// <summary>Gets the event's place in the partition: 1 for the first, without gaps, never used again.</summary>
    public required long Offset { get; init; }

    /// <summary>Gets the offset of the same user's previous event in the log; 0 for the first.</summary>
    public required long Prev { get; init; }

    /// <summary>Gets what happened; null for a tombstone, which an erased user's event leaves behind.</summary>
    public required NewEvent? Event { get; init; }

    /// <summary>
    /// Gets what of the event cannot be read, by column; null for nothing. A damaged event keeps its place, its user and its times, and says
    /// nothing: its type is empty, which means nothing to any model. So a row that went bad stops neither its partition nor its user.
    /// </summary>
    public string? Damage { get; init; }

    /// <summary>Gets the span of the request that it came with, as W3C writes it, while it is on its way to the user; the log does not keep it.</summary>
    public string? Trace { get; init; }
}
