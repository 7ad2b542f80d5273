namespace UserRep.EventLog.Events;

/// <summary>What of a user's events is to be read.</summary>
/// <param name="UserId">The user.</param>
/// <param name="AfterOffset">Only events past this offset.</param>
public readonly record struct UserTail(string UserId, long AfterOffset);
