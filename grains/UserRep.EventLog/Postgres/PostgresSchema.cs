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
    private const string Applied = "SELECT number, checksum FROM applied_script WHERE schema = $1";
    private const string MakeList = "CREATE TABLE applied_script (schema text NOT NULL, number integer NOT NULL, checksum bigint NOT NULL, PRIMARY KEY (schema, number))";

    /// <param name="database">The database.</param>
    /// <param name="schema">Which schema, such as <c>postgres/events</c>.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="EventLogException">The database is newer than the program, or was made by other steps, or cannot be used.</exception>
    public static Task ApplyAsync(PostgresDatabase database, string schema, CancellationToken cancellation) => database.TransactAsync(
        async connection =>
        {
            RequireServer(connection, database.Name);
            await ExecuteAsync(connection, TakeTurn, cancellation).ConfigureAwait(false);
            await RequireUnicodeAsync(connection, database.Name, cancellation).ConfigureAwait(false);
            Dictionary<int, long> applied = await AppliedAsync(connection, schema, cancellation).ConfigureAwait(false);
            foreach (SqlScript script in SchemaPlan.Missing(database.Name, SqlScript.Of(schema), applied))
            {
                await ExecuteAsync(connection, script.Text, cancellation).ConfigureAwait(false);
                await using NpgsqlCommand record = new("INSERT INTO applied_script (schema, number, checksum) VALUES ($1, $2, $3)", connection)
                {
                    Parameters = { new() { Value = schema }, new() { Value = script.Number }, new() { Value = script.Checksum } },
                };
                await record.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
            }

            return true;
        },
        cancellation);

    /// <summary>Whether the schema is up to date; asks only.</summary>
    /// <exception cref="EventLogException">The database is newer than the program, or was made by other steps, or cannot be used.</exception>
    public static async Task<bool> IsUpToDateAsync(PostgresDatabase database, string schema, CancellationToken cancellation)
    {
        if (!(await database.ReadAsync(Statement.Of(HasList), row => row.GetBoolean(0), cancellation).ConfigureAwait(false))[0])
        {
            return false;
        }

        IReadOnlyList<(int Number, long Checksum)> applied = await database.ReadAsync(
            Statement.Of(Applied, schema), row => (row.GetInt32(0), row.GetInt64(1)), cancellation).ConfigureAwait(false);
        return SchemaPlan.Missing(database.Name, SqlScript.Of(schema), applied.ToDictionary(step => step.Number, step => step.Checksum)).Count == 0;
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

    private static async Task<Dictionary<int, long>> AppliedAsync(NpgsqlConnection connection, string schema, CancellationToken cancellation)
    {
        await using NpgsqlCommand hasList = new(HasList, connection);
        if (!(bool)(await hasList.ExecuteScalarAsync(cancellation).ConfigureAwait(false))!)
        {
            await ExecuteAsync(connection, MakeList, cancellation).ConfigureAwait(false);
        }

        await using NpgsqlCommand command = new(Applied, connection) { Parameters = { new() { Value = schema } } };
        await using NpgsqlDataReader rows = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        Dictionary<int, long> applied = [];
        while (await rows.ReadAsync(cancellation).ConfigureAwait(false))
        {
            applied.Add(rows.GetInt32(0), rows.GetInt64(1));
        }

        return applied;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = new(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
    }
}
