using Npgsql;
using UserRep.EventLog.Events;

namespace UserRep.EventLog.Postgres;

/// <summary>
/// Keys that silos seal things with which they hand out, the same for all of them, in a PostgreSQL database. Whoever wants one reads all there are; several who start
/// at once with none end with one.
/// </summary>
public sealed class PostgresProtection
{
    private const string Schema = "postgres/protection";
    private const string All = "SELECT xml FROM protection_key ORDER BY added, name";

    // One that another silo has made a moment ago is as good, and it is read before anything is sealed.
    private const string Add =
        """
        LOCK TABLE protection_key IN EXCLUSIVE MODE;
        INSERT INTO protection_key (name, xml)
        SELECT @name, @xml WHERE NOT EXISTS (SELECT 1 FROM protection_key WHERE added > now() - interval '1 hour')
        """;

    private readonly NpgsqlDataSource _source;

    private PostgresProtection(NpgsqlDataSource source) => _source = source;

    /// <summary>Opens the keys of a database, or makes their table.</summary>
    /// <param name="source">Where the connections come from; bounded, and the caller's to dispose.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The keys.</returns>
    /// <exception cref="EventLogException">The database cannot be reached or used, or is newer than this program.</exception>
    public static async Task<PostgresProtection> OpenAsync(NpgsqlDataSource source, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(source);
        await PostgresSchema.ApplyAsync(new PostgresDatabase(source, PostgresLogOptions.DefaultLockTimeout), Schema, cancellation).ConfigureAwait(false);
        return new PostgresProtection(source);
    }

    /// <summary>The keys there are, the oldest first. Waits: what asks for them cannot do otherwise.</summary>
    /// <returns>Each as it was added.</returns>
    /// <exception cref="NpgsqlException">The database cannot be reached.</exception>
    public IReadOnlyList<string> Read()
    {
        using NpgsqlCommand command = _source.CreateCommand(All);
        using NpgsqlDataReader rows = command.ExecuteReader();
        List<string> keys = [];
        while (rows.Read())
        {
            keys.Add(rows.GetString(0));
        }

        return keys;
    }

    /// <summary>Adds a key, unless somebody has added one within the last hour. Waits, as reading does.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="xml">The key.</param>
    /// <exception cref="NpgsqlException">The database cannot be reached.</exception>
    public void AddUnlessThereIs(string name, string xml)
    {
        using NpgsqlConnection connection = _source.OpenConnection();
        using NpgsqlTransaction transaction = connection.BeginTransaction();
        using (NpgsqlCommand command = new(Add, connection, transaction) { Parameters = { new("name", name), new("xml", xml) } })
        {
            command.ExecuteNonQuery();
        }

        transaction.Commit();
    }
}
