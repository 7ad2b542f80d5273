using UserRep.EventLog.Events;
using UserRep.EventLog.Postgres;
using UserRep.EventLog.Sqlite;

namespace UserRep.Grains.Hosting;

/// <summary>What is to be done once after an older copy of the log was restored.</summary>
public static class LogEpoch
{
    /// <summary>Raises the log's epoch, so that positions, snapshots and checkpoints of what was lost are void. No silo must be running.</summary>
    /// <param name="options">Where the log is.</param>
    /// <param name="time">The clock by which it waits to hear of silos.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The new epoch.</returns>
    /// <exception cref="EventLogException">The log cannot be opened, or silos are running on it.</exception>
    public static async Task<long> RaiseAsync(UserRepOptions options, TimeProvider time, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.PostgreSql is not { } connectionString)
        {
            SqliteLogOptions files = new() { Folder = options.DataDirectory, Partitions = options.Partitions };
            return await RaiseAsync(await SqliteEventLog.OpenAsync(files, cancellation).ConfigureAwait(false), cancellation).ConfigureAwait(false);
        }

        DatabasePools pools = new(connectionString, options.MaxDatabaseConnections);
        await using (pools.ConfigureAwait(false))
        {
            await RunningSilos.RequireNoneAsync(pools.Membership, time, cancellation).ConfigureAwait(false);
            PostgresLogOptions limits = new() { Partitions = options.Partitions };
            return await RaiseAsync(await PostgresEventLog.OpenAsync(pools.Data, limits, cancellation).ConfigureAwait(false), cancellation).ConfigureAwait(false);
        }
    }

    private static async Task<long> RaiseAsync(IEventLog log, CancellationToken cancellation)
    {
        await using (log.ConfigureAwait(false))
        {
            return await log.RaiseEpochAsync(cancellation).ConfigureAwait(false);
        }
    }
}
