using Npgsql;
using UserRep.EventLog.Events;
using UserRep.EventLog.Schema;

namespace UserRep.EventLog.Postgres;

/// <summary>Brings a database's schema up to date. Several processes may do so at once: they take turns by an advisory lock.</summary>
internal static class PostgresSchema
{
    // Held until the transaction ends. Any number will do that nobody else is likely to take; the lock is the database's own.
    public const string TakeTurn = "SELECT pg_advisory_xact_lock(24059053206590832)";

    private const int OldestServer = 13;

    // Asked before it is made: a user who may not make tables can still start a service whose tables are there.
    private const string HasList = "SELECT to_regclass('applied_script') IS NOT NULL";

    // Also of a list that has no such column yet, in one look: nobody can add the column and a step in between.
    private const string Applied = "SELECT number, checksum, coalesce((to_jsonb(step) ->> 'additive')::boolean, false) FROM applied_script AS step WHERE schema = $1";
    private const string MakeList = "CREATE TABLE applied_script (schema text NOT NULL, number integer NOT NULL, checksum bigint NOT NULL, PRIMARY KEY (schema, number))";

    // Releases before the column made the list without it, and go on writing to it.
    private const string HaveColumn = "ALTER TABLE applied_script ADD COLUMN IF NOT EXISTS additive boolean NOT NULL DEFAULT false";
    private const string Record = "INSERT INTO applied_script (schema, number, checksum, additive) VALUES ($1, $2, $3, $4)";

    /// <param name="database">The database.</param>
    /// <param name="schema">Which schema, such as <c>postgres/events</c>.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="EventLogException">The database is newer than the program can work with, or was made by other steps, or cannot be used.</exception>
    public static Task ApplyAsync(PostgresDatabase database, string schema, CancellationToken cancellation) => database.TransactAsync(
        async connection =>
        {
            RequireServer(connection, database.Name);
            await ExecuteAsync(connection, TakeTurn, cancellation).ConfigureAwait(false);

            // A step that waits for a table has everybody else wait behind it: silos at work, while a backup is taken.
            await ExecuteAsync(connection, database.Patience, cancellation).ConfigureAwait(false);
            await RequireUnicodeAsync(connection, database.Name, cancellation).ConfigureAwait(false);
            IReadOnlyList<AppliedStep> applied = await AppliedAsync(connection, schema, cancellation).ConfigureAwait(false);
            await ApplyAsync(connection, schema, SchemaPlan.Missing(database.Name, SqlScript.Of(schema), applied), cancellation).ConfigureAwait(false);
            return true;
        },
        cancellation);

    /// <summary>Whether the schema is up to date; asks only.</summary>
    /// <exception cref="EventLogException">The database is newer than the program can work with, or was made by other steps, or cannot be used.</exception>
    public static async Task<bool> IsUpToDateAsync(PostgresDatabase database, string schema, CancellationToken cancellation)
    {
        if (!(await database.ReadAsync(Statement.Of(HasList), row => row.GetBoolean(0), cancellation).ConfigureAwait(false))[0])
        {
            return false;
        }

        IReadOnlyList<AppliedStep> applied = await database.ReadAsync(Statement.Of(Applied, schema), Step, cancellation).ConfigureAwait(false);
        return SchemaPlan.Missing(database.Name, SqlScript.Of(schema), applied).Count == 0;
    }

    private static void RequireServer(NpgsqlConnection connection, string name)
    {
        if (connection.PostgreSqlVersion.Major < OldestServer)
        {
            throw new EventLogException(
                $"{name} is on a server of version {connection.PostgreSqlVersion}; {OldestServer} or newer is needed.", isTransient: false, outcomeUnknown: false);
        }
    }

    private static async Task RequireUnicodeAsync(NpgsqlConnection connection, string name, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = new("SHOW server_encoding", connection);
        if (await command.ExecuteScalarAsync(cancellation).ConfigureAwait(false) is string encoding and not "UTF8")
        {
            throw new EventLogException($"{name} is encoded in {encoding}. Make one with ENCODING 'UTF8'.", isTransient: false, outcomeUnknown: false);
        }
    }

    private static async Task ApplyAsync(NpgsqlConnection connection, string schema, IReadOnlyList<SqlScript> missing, CancellationToken cancellation)
    {
        if (missing.Count > 0)
        {
            await ExecuteAsync(connection, HaveColumn, cancellation).ConfigureAwait(false);
        }

        foreach (SqlScript script in missing)
        {
            await ExecuteAsync(connection, script.Text, cancellation).ConfigureAwait(false);
            await using NpgsqlCommand record = new(Record, connection)
            {
                Parameters = { new() { Value = schema }, new() { Value = script.Number }, new() { Value = script.Checksum }, new() { Value = script.IsAdditive } },
            };
            await record.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        }
    }

    private static async Task<IReadOnlyList<AppliedStep>> AppliedAsync(NpgsqlConnection connection, string schema, CancellationToken cancellation)
    {
        await using NpgsqlCommand hasList = new(HasList, connection);
        if (!(bool)(await hasList.ExecuteScalarAsync(cancellation).ConfigureAwait(false))!)
        {
            await ExecuteAsync(connection, MakeList, cancellation).ConfigureAwait(false);
        }

        await using NpgsqlCommand command = new(Applied, connection) { Parameters = { new() { Value = schema } } };
        await using NpgsqlDataReader rows = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        List<AppliedStep> applied = [];
        while (await rows.ReadAsync(cancellation).ConfigureAwait(false))
        {
            applied.Add(Step(rows));
        }

        return applied;
    }

    private static AppliedStep Step(NpgsqlDataReader row) => new(row.GetInt32(0), row.GetInt64(1), row.GetBoolean(2));

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = new(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
    }
}
