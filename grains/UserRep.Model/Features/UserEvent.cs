namespace UserRep.Model.Features;

/// <summary>One event of one user, its names resolved to indexes: what the reducer folds.</summary>
/// <param name="Type">Index of the event type in <see cref="FeatureSpec.EventTypes"/>.</param>
/// <param name="Item">Row of the item in the item table, <see cref="NoItem"/> or <see cref="UnknownItem"/>.</param>
/// <param name="TimestampMs">When it happened, in milliseconds since 1970 UTC.</param>
/// <param name="Value">The event's value; clamped to the bounds of its type. 1 when the event has none.</param>
public readonly record struct UserEvent(int Type, int Item, long TimestampMs, float Value = 1f)
{
    /// <summary>The event names no item: it counts as activity.</summary>
    public const int NoItem = -1;

    /// <summary>The event names an item without a vector: it counts as activity, and as unknown.</summary>
    public const int UnknownItem = -2;
}
