namespace UserRep.Training.Datasets;

/// <summary>One event of a data set.</summary>
/// <param name="Item">Row of the item in the catalogue, or -1.</param>
/// <param name="Type">Index of the event type in <see cref="DatasetInfo.EventTypes"/>.</param>
/// <param name="TimeMs">Milliseconds since 1970 UTC; 0 in a data set without times.</param>
/// <param name="Value">The event's value; 1 when the source has none.</param>
internal readonly record struct EventRow(int Item, byte Type, long TimeMs, float Value);
