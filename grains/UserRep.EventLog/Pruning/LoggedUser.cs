namespace UserRep.EventLog.Pruning;

/// <summary>A user as an engine lists them.</summary>
/// <param name="Key">The user's key in the database, by which they are listed in order.</param>
/// <param name="UserId">The user.</param>
internal readonly record struct LoggedUser(long Key, string UserId);
