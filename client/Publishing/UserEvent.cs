namespace UserRep.Client;

/// <summary>Something that a user did.</summary>
public sealed record UserEvent
{
    /// <summary>Gets the event's id, unique per user: the same id again is a duplicate. Made anew for every event unless given.</summary>
    public string EventId { get; init; } = Guid.NewGuid().ToString("N");

    /// <summary>Gets the user.</summary>
    public required string UserId { get; init; }

    /// <summary>Gets what it was, by the model's name for it, such as <c>listen</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Gets the item, if there is one.</summary>
    public string? ItemId { get; init; }

    /// <summary>Gets when it happened; null for the moment the service receives it.</summary>
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>Gets its value; null for 1.</summary>
    public double? Value { get; init; }

    /// <summary>Gets profile attributes, for a profile event; a null value takes an attribute back.</summary>
    public IReadOnlyDictionary<string, string?>? Attributes { get; init; }
}
