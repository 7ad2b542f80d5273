namespace UserRep.Grains.Intake;

/// <summary>An event as somebody sent it, unchecked.</summary>
public sealed record IncomingEvent
{
    /// <summary>Gets the sender's id of the event; required, 1 to 128 characters.</summary>
    public string? EventId { get; init; }

    /// <summary>Gets the user; required, 1 to 256 characters.</summary>
    public string? UserId { get; init; }

    /// <summary>Gets the event type's name; required, one that a served model knows.</summary>
    public string? Type { get; init; }

    /// <summary>Gets the item, if the event names one; at most 256 characters.</summary>
    public string? ItemId { get; init; }

    /// <summary>Gets when it happened, in milliseconds since 1970 UTC; the moment of receipt when missing.</summary>
    public long? TimestampMs { get; init; }

    /// <summary>Gets the event's value; 1 when missing. Finite.</summary>
    public double? Value { get; init; }

    /// <summary>Gets profile attributes; only for profile events.</summary>
    public IReadOnlyDictionary<string, string?>? Attributes { get; init; }
}
