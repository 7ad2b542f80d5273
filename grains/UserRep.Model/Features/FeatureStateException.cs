namespace UserRep.Model.Features;

/// <summary>Stored bytes that are not a state of this layout. The caller falls back to the event log.</summary>
/// <param name="reason">What is wrong with the bytes.</param>
public sealed class FeatureStateException(string reason) : Exception($"The stored state cannot be used: {reason}.");
