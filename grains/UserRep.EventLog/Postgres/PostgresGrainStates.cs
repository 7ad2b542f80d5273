using Npgsql;
using UserRep.EventLog.Events;

namespace UserRep.EventLog.Postgres;

/// <summary>The tables that providers of Orleans keep: the silos of the cluster, and the few grain states.</summary>
public static class PostgresGrainStates
{
    private const string Schema = "postgres/orleans";

    /// <summary>Makes the tables, or brings them up to date.</summary>
    /// <param name="source">Where the connections come from.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>When they are there.</returns>
    /// <exception cref="EventLogException">The database cannot be reached or used, or is newer than this program.</exception>
    public static Task PrepareAsync(NpgsqlDataSource source, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(source);
        return PostgresSchema.ApplyAsync(new PostgresDatabase(source, PostgresLogOptions.DefaultLockTimeout), Schema, cancellation);
    }
}
