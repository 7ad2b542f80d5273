namespace UserRep.EventLog.Postgres;

/// <summary>Turns a user's events into tombstones.</summary>
internal static class PostgresErase
{
    // The user's row goes with the words, so that one who returns links to nothing that was.
    private const string Erase =
        """
        WITH gone AS (DELETE FROM log_user WHERE user_id = $1 RETURNING user_key)
        UPDATE log_event e SET user_key = NULL, prev = 0, event_hash = NULL, event_id = NULL, type = NULL, item_id = NULL, timestamp_ms = NULL,
            received_at_ms = NULL, value = NULL, attributes = NULL
        FROM gone WHERE e.user_key = gone.user_key
        """;

    /// <returns>How many events were erased.</returns>
    public static async Task<long> RunAsync(PostgresDatabase database, int partition, string userId, CancellationToken cancellation) =>
        await database.WriteAsync([PostgresHeads.HoldOf(partition), Statement.Of(Erase, userId)], cancellation).ConfigureAwait(false);
}
