namespace UserRep.EventLog.Events;

/// <summary>An event on its way into the log. Its meaning has been checked by whoever accepted it; the log keeps it as it is.</summary>
public sealed record NewEvent
{
    /// <summary>Gets the sender's id of the event, unique per user: the same id again is a duplicate, whatever else it says.</summary>
    public required string EventId { get; init; }

    /// <summary>Gets the user.</summary>
    public required string UserId { get; init; }

    /// <summary>Gets the event type's name.</summary>
    public required string Type { get; init; }

    /// <summary>Gets the item, or null for an event without one.</summary>
    public string? ItemId { get; init; }

    /// <summary>Gets when it happened, in milliseconds since 1970 UTC.</summary>
    public required long TimestampMs { get; init; }

    /// <summary>Gets when the service received it, in milliseconds since 1970 UTC: a point-in-time view knows nothing received later.</summary>
    public required long ReceivedAtMs { get; init; }

    /// <summary>Gets the event's value; finite.</summary>
    public float Value { get; init; } = 1;

    /// <summary>Gets profile attributes, or null; a null value takes an attribute back.</summary>
    public IReadOnlyDictionary<string, string?>? Attributes { get; init; }
}
