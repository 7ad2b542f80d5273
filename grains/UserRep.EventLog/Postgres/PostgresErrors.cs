using System.Globalization;
using Npgsql;
using UserRep.EventLog.Events;

namespace UserRep.EventLog.Postgres;

/// <summary>What the server's and the driver's errors mean to callers. No message holds more of the connection string than where the database is.</summary>
internal sealed class PostgresErrors(string connectionString)
{
    private static readonly TimeSpan _soon = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan _later = TimeSpan.FromSeconds(2);

    /// <summary>Gets where the database is.</summary>
    public string Database { get; } = NameOf(new NpgsqlConnectionStringBuilder(connectionString));

    /// <summary>Whether it was another transaction that did not let go in time.</summary>
    public static bool IsHeld(Exception error) => error.InnerException is PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable };

    /// <param name="error">The error.</param>
    /// <param name="isCommitting">Whether the transaction was being committed: a connection that is lost then takes the answer with it.</param>
    public EventLogException Explain(Exception error, bool isCommitting) => error switch
    {
        PostgresException refused => Explain(refused, isCommitting),
        { InnerException: TimeoutException } when !isCommitting => Busy("did not answer in time, or all connections are in use", _soon, error),
        _ when isCommitting => Unknown(error),
        _ => new($"{Database} cannot be reached: {error.Message}. Nothing was written; see that it runs, and try again.", isTransient: true, outcomeUnknown: false, error),
    };

    private EventLogException Explain(PostgresException error, bool isCommitting) => error.SqlState switch
    {
        PostgresErrorCodes.LockNotAvailable => Held(error),
        PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected => Busy("had writes in each other's way", _soon, error),
        PostgresErrorCodes.TooManyConnections => Busy("has no connection left", _later, error),
        PostgresErrorCodes.CannotConnectNow => Busy("is starting or stopping", _later, error),
        _ when isCommitting && IsLost(error) => Unknown(error),
        _ when IsLost(error) => new($"{Database} ended the connection: {error.MessageText}. Nothing was written; try again.", isTransient: true, outcomeUnknown: false, error),
        PostgresErrorCodes.DiskFull => new($"{Database} has no room left to write. Nothing was written; free some space.", isTransient: true, outcomeUnknown: false, error),
        PostgresErrorCodes.ReadOnlySqlTransaction => new($"{Database} is read-only. Nothing was written; connect to the primary server.", isTransient: true, outcomeUnknown: false, error),
        PostgresErrorCodes.UndefinedTable => new($"{Database} lacks a table: {error.MessageText}. Start the service again, which makes it; if there was data, restore a copy.", isTransient: false, outcomeUnknown: false, error),
        PostgresErrorCodes.InsufficientPrivilege => new($"{Database} does not let this user: {error.MessageText}. Grant it.", isTransient: false, outcomeUnknown: false, error),
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification or PostgresErrorCodes.InvalidCatalogName =>
            new($"{Database} cannot be opened: {error.MessageText}. Correct the connection string.", isTransient: false, outcomeUnknown: false, error),
        _ => new($"{Database}: {error.MessageText} ({error.SqlState}).", error.IsTransient, outcomeUnknown: false, error),
    };

    // The classes of lost connections and of an operator's or the server's intervention.
    private static bool IsLost(PostgresException error) => error.SqlState.StartsWith("08", StringComparison.Ordinal) || error.SqlState.StartsWith("57", StringComparison.Ordinal);

    /// <summary>Another transaction does not let go of a partition.</summary>
    public EventLogBusyException Held(Exception? error = null) => Busy("is held by another write", _soon, error);

    private EventLogBusyException Busy(string why, TimeSpan retryAfter, Exception? error) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{Database} {why}. Nothing was written; try again in {retryAfter.TotalMilliseconds:0} ms."), retryAfter, error);

    private EventLogException Unknown(Exception error) => new(
        $"{Database} was lost while it committed; it may have been written or not. Send it again with the same event ids: what is there is found as a duplicate.",
        isTransient: true,
        outcomeUnknown: true,
        error);

    private static string NameOf(NpgsqlConnectionStringBuilder parts) => $"PostgreSQL database {parts.Database} at {parts.Host}:{parts.Port}";
}
