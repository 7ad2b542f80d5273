using Microsoft.Data.Sqlite;
using UserRep.EventLog.Events;
using UserRep.EventLog.Snapshots;

namespace UserRep.EventLog.Sqlite;

/// <summary>Opens the embedded snapshot store. As long as the log has every event, a damaged file is moved aside: all of it can be built anew.</summary>
public static class SqliteSnapshotFile
{
    /// <summary>Opens the store of a data folder.</summary>
    /// <param name="files">Where.</param>
    /// <param name="log">The folder's log.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The store, and where a damaged file was moved to; null if there was none.</returns>
    /// <exception cref="EventLogException">It cannot be opened, or it is damaged and the log alone cannot make up for it.</exception>
    public static async Task<(ISnapshotStore Store, string? Damaged)> OpenAsync(SqliteLogOptions files, IEventLog log, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(log);
        try
        {
            return (await SqliteSnapshotStore.OpenAsync(files, cancellation).ConfigureAwait(false), null);
        }
        catch (EventLogException error) when (error.InnerException is SqliteException inner && SqliteErrors.IsDamage(inner))
        {
            if ((await log.HeadsAsync(cancellation).ConfigureAwait(false)).Any(h => h.PrunedUpTo > 0))
            {
                throw;
            }

            string damaged = MoveAside(Path.Combine(files.Folder, SqliteSnapshotStore.FileName));
            return (await SqliteSnapshotStore.OpenAsync(files, cancellation).ConfigureAwait(false), damaged);
        }
    }

    private static string MoveAside(string file)
    {
        string aside = file + ".damaged";
        foreach (string part in (string[])["", "-wal", "-shm"])
        {
            File.Delete(aside + part);
            if (File.Exists(file + part))
            {
                File.Move(file + part, aside + part);
            }
        }

        return aside;
    }
}
