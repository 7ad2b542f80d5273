namespace UserRep.Grains.Users;

/// <summary>What the service knows of a user.</summary>
/// <param name="UserId">The user.</param>
/// <param name="EventCount">The number of distinct events applied.</param>
/// <param name="FirstEventAtMs">Time of the earliest event, in milliseconds since 1970 UTC; null without events.</param>
/// <param name="LastEventAtMs">Time of the latest event; null without events.</param>
/// <param name="Position">Position of the last event applied; 0 without events.</param>
/// <param name="UnknownItemEvents">Events applied whose item has no vector in the current version.</param>
/// <param name="Versions">The versions that a vector of the user is in memory for.</param>
[GenerateSerializer]
[Immutable]
[Alias("userrep.user-summary")]
public sealed record UserSummary(
    [property: Id(0)] string UserId,
    [property: Id(1)] long EventCount,
    [property: Id(2)] long? FirstEventAtMs,
    [property: Id(3)] long? LastEventAtMs,
    [property: Id(4)] long Position,
    [property: Id(5)] long UnknownItemEvents,
    [property: Id(6)] string[] Versions);
