using Microsoft.Data.Sqlite;
using UserRep.EventLog.Events;

namespace UserRep.EventLog.Sqlite;

/// <summary>What the engine's errors mean to callers.</summary>
internal static class SqliteErrors
{
    /// <summary>What the engine says of a file that is damaged.</summary>
    public const int Corrupt = 11;

    private const int Busy = 5;
    private const int Locked = 6;
    private const int IoError = 10;
    private const int Full = 13;
    private const int NotADatabase = 26;

    public static bool IsDamage(SqliteException error) => error.SqliteErrorCode is Corrupt or NotADatabase;

    public static EventLogException Explain(SqliteException error, string path) => error.SqliteErrorCode switch
    {
        Full => new($"There is no room left to write to {path}. Nothing was written; free some space.", isTransient: true, outcomeUnknown: false, error),
        Busy or Locked => new($"{path} is locked by another program. Stop it, or try again.", isTransient: true, outcomeUnknown: false, error),
        IoError => new($"The disk failed while {path} was read or written: {error.Message}. See to the disk.", isTransient: true, outcomeUnknown: true, error),
        _ when IsDamage(error) => new($"{path} is damaged: {error.Message}. Restore a copy of it and raise the epoch.", isTransient: false, outcomeUnknown: false, error),
        _ => new($"{path}: {error.Message}", isTransient: false, outcomeUnknown: false, error),
    };
}
