namespace UserRep.Grains.Intake;

/// <summary>An event that is durably in the log.</summary>
/// <param name="EventId">The event.</param>
/// <param name="UserId">Its user.</param>
/// <param name="Position">The position that a vector of the user has reached once the event is part of it.</param>
/// <param name="IsDuplicate">Whether it was there before; the position is that of the first then.</param>
public readonly record struct AcceptedEvent(string EventId, string UserId, long Position, bool IsDuplicate);
