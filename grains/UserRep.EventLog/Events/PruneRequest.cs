namespace UserRep.EventLog.Events;

/// <summary>
/// What may be removed from the log: events received before a moment that come before the position of a stored snapshot of the current
/// epoch in every live feature space; never an event of a kept type, never the event a snapshot stands at, never a user's newest event.
/// </summary>
/// <param name="ReceivedBeforeMs">Only events received before this moment, in milliseconds since 1970 UTC.</param>
/// <param name="LiveFeatureSpaces">The feature spaces in use; at least one. An event is only removed if all of them have it in a snapshot.</param>
/// <param name="KeptTypes">Event types that stay, such as onboarding and profile.</param>
public sealed record PruneRequest(long ReceivedBeforeMs, IReadOnlyList<string> LiveFeatureSpaces, IReadOnlyList<string> KeptTypes);
