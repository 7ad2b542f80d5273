using UserRep.EventLog.Events;

namespace UserRep.Grains.Insights;

/// <summary>The share of an event in a change.</summary>
/// <param name="Event">The event.</param>
/// <param name="Share">How much of the change is missing without it: 1 for all of it, less than 0 if it held the vector back.</param>
public sealed record EventShare(LogEvent Event, double Share);
