using Npgsql;
using UserRep.EventLog.Events;

namespace UserRep.Grains.Hosting;

/// <summary>
/// The silos that a database is in use by. Those that were killed, and those of a backup, stand among its members as well: who is running is told
/// by their rows being renewed.
/// </summary>
internal static class RunningSilos
{
    // Longer than silos wait before they take one that is not heard of for dead.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _between = TimeSpan.FromMilliseconds(500);

    // A new database has no such table.
    private const string Exists = "SELECT to_regclass('orleansmembershiptable') IS NOT NULL";

    // 6 is dead, as Orleans numbers it. Clocks of the machines are a few seconds apart at most.
    private const string Heard = "SELECT address, port, generation, status, iamalivetime FROM orleansmembershiptable WHERE status <> 6 AND iamalivetime > now() - interval '1 minute'";

    /// <summary>Looks whether there are any; where some were heard of within a minute, for ten seconds.</summary>
    /// <exception cref="EventLogException">There are.</exception>
    public static async Task RequireNoneAsync(NpgsqlDataSource database, TimeProvider time, CancellationToken cancellation)
    {
        try
        {
            HashSet<MemberRow> known = await HeardAsync(database, cancellation).ConfigureAwait(false);
            long began = time.GetTimestamp();
            while (known.Count > 0 && time.GetElapsedTime(began) < _patience)
            {
                await Task.Delay(_between, time, cancellation).ConfigureAwait(false);
                MemberRow[] renewed = [.. (await HeardAsync(database, cancellation).ConfigureAwait(false)).Except(known)];
                if (renewed.Length > 0)
                {
                    throw new EventLogException(
                        $"Silos are running on this database: {string.Join(", ", renewed.Select(s => $"{s.Address}:{s.Port}"))}. Stop all of them, and try again.", isTransient: true, outcomeUnknown: false);
                }
            }
        }
        catch (NpgsqlException error)
        {
            throw new EventLogException($"The members of the cluster cannot be read: {error.Message}. See that the database runs, and try again.", isTransient: true, outcomeUnknown: false, error);
        }
    }

    private static async Task<HashSet<MemberRow>> HeardAsync(NpgsqlDataSource database, CancellationToken cancellation)
    {
        NpgsqlCommand exists = database.CreateCommand(Exists);
        await using (exists.ConfigureAwait(false))
        {
            if (await exists.ExecuteScalarAsync(cancellation).ConfigureAwait(false) is false)
            {
                return [];
            }
        }

        NpgsqlCommand command = database.CreateCommand(Heard);
        await using (command.ConfigureAwait(false))
        {
            NpgsqlDataReader rows = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
            await using (rows.ConfigureAwait(false))
            {
                HashSet<MemberRow> heard = [];
                while (await rows.ReadAsync(cancellation).ConfigureAwait(false))
                {
                    heard.Add(new MemberRow(rows.GetString(0), rows.GetInt32(1), rows.GetInt32(2), rows.GetInt32(3), rows.GetDateTime(4)));
                }

                return heard;
            }
        }
    }
}
