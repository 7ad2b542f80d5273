namespace UserRep.Model.Features;

/// <summary>What is known of one attribute, and since which event: the latest by (timestamp, offset) wins.</summary>
/// <param name="Value">Index in the vocabulary (its length means "other"), or the number; NaN when missing.</param>
/// <param name="TimestampMs">Time of the event that said so.</param>
/// <param name="Offset">Log offset of that event.</param>
internal readonly record struct ProfileValue(float Value, long TimestampMs, long Offset)
{
    public static readonly ProfileValue Missing = new(float.NaN, long.MinValue, long.MinValue);

    public bool IsMissing => float.IsNaN(Value);

    public bool YieldsTo(long timestampMs, long offset) => (TimestampMs, Offset).CompareTo((timestampMs, offset)) <= 0;
}
