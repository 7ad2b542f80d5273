namespace UserRep.Client;

/// <summary>An event that is durably accepted.</summary>
/// <param name="EventId">The event.</param>
/// <param name="UserId">Its user.</param>
/// <param name="Position">What to give as <see cref="GetOptions.MinPosition"/> to read a vector that it is part of.</param>
/// <param name="IsDuplicate">Whether it had been accepted before.</param>
public readonly record struct PublishedEvent(string EventId, string UserId, long Position, bool IsDuplicate);
