namespace UserRep.EventLog.Sqlite;

/// <summary>What the appender remembers of a user.</summary>
/// <param name="Key">The user's key in the file.</param>
/// <param name="LastOffset">The offset of the user's last event; 0 for none.</param>
internal readonly record struct KnownUser(long Key, long LastOffset);
