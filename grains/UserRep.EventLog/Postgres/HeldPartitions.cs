using System.Collections.Immutable;
using Npgsql;
using UserRep.EventLog.Events;

namespace UserRep.EventLog.Postgres;

/// <summary>
/// The partitions whose heads somebody outside holds for long, as a session does that hangs in a transaction. A transaction that waits for one of
/// them holds others meanwhile, and all would wait in the end; so whoever needs one that is known to be held looks at it first, for a moment.
/// </summary>
/// <param name="source">The database's connections.</param>
internal sealed class HeldPartitions(NpgsqlDataSource source)
{
    // Other writes of this log are done in milliseconds; who comes after them gets a head well within it.
    private static readonly TimeSpan _moment = TimeSpan.FromMilliseconds(200);

    private readonly PostgresDatabase _database = new(source, _moment);
    private ImmutableHashSet<int> _known = [];

    /// <summary>Those of some partitions that were held when last looked at.</summary>
    public int[] KnownOf(IEnumerable<int> partitions) => _known.IsEmpty ? [] : [.. _known.Intersect(partitions)];

    /// <summary>Looks at partitions, one by one, and remembers.</summary>
    /// <returns>Those that are held.</returns>
    /// <exception cref="EventLogException">The database failed.</exception>
    public async Task<IReadOnlySet<int>> LookAsync(IReadOnlyCollection<int> partitions)
    {
        HashSet<int> held = [];
        foreach (int partition in partitions)
        {
            if (!await IsFreeAsync(partition).ConfigureAwait(false))
            {
                held.Add(partition);
            }
        }

        ImmutableInterlocked.Update(ref _known, known => known.Except(partitions).Union(held));
        return held;
    }

    private async Task<bool> IsFreeAsync(int partition)
    {
        try
        {
            await _database.WriteAsync([PostgresHeads.HoldOf(partition)], CancellationToken.None).ConfigureAwait(false);
            return true;
        }
        catch (EventLogBusyException error) when (PostgresErrors.IsHeld(error))
        {
            return false;
        }
    }
}
