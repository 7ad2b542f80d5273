using UserRep.EventLog.Events;
using UserRep.EventLog.Partitions;
using UserRep.EventLog.Writing;

namespace UserRep.EventLog.Postgres;

/// <summary>
/// Writes what the callers of this process bring. A few transactions run at once, and each takes everything that waits by then, since a
/// statement and a sync to disk cost almost as much for one event as for a hundred. Callers whose partition somebody holds are told to come
/// back, and hold up nobody else.
/// </summary>
internal sealed class PostgresAppender(PostgresDatabase database, HeldPartitions held, PartitionMap partitions, PostgresLogOptions options) : IAsyncDisposable
{
    // How often and how long a write waits for heads, in lock timeouts. After the first wait it is noted who holds them, and after the second
    // whether the same transaction has held one all the time. Where it is only a long queue, whoever waits longer gets there.
    private static readonly double[] _patience = [0.25, 1, 2, 4];

    private readonly WriteQueue<AppendJob> _queue = new(options.MaxWaitingEvents, options.MaxEventsPerCommit);
    private readonly SemaphoreSlim _free = new(options.AppendsAtOnce);

    public Task<IReadOnlyList<AppendResult>> AppendAsync(IReadOnlyList<NewEvent> events, CancellationToken cancellation)
    {
        AppendJob job = new(events, cancellation);
        _queue.Add(job);

        // Either this turn takes the job, or one before it has. A job that is under way is shared with others and goes on without its caller.
        _ = TakeTurnAsync();
        return job.Task.WaitAsync(cancellation);
    }

    /// <summary>Writes what waits and refuses what comes.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_queue.Close())
        {
            return;
        }

        for (int i = 0; i < options.AppendsAtOnce; i++)
        {
            await _free.WaitAsync().ConfigureAwait(false);
        }

        // What was let in at the very last moment has its turn yet.
        _free.Release(options.AppendsAtOnce);
    }

    private async Task TakeTurnAsync()
    {
        await _free.WaitAsync().ConfigureAwait(false);
        try
        {
            List<AppendJob> jobs = _queue.Take();
            if (jobs.Count > 0)
            {
                await WriteAsync(jobs).ConfigureAwait(false);
            }
        }
        finally
        {
            _free.Release();
        }
    }

    /// <summary>Writes jobs together. What fails because of one caller's events is written again one by one, so that only that caller hears of it.</summary>
    private async Task WriteAsync(List<AppendJob> jobs)
    {
        try
        {
            IReadOnlySet<int> heldNow = await held.LookAsync(held.LockedOf(jobs.SelectMany(PartitionsOf))).ConfigureAwait(false);
            for (int i = 0; (jobs = FailHeld(jobs, heldNow)).Count > 0; i++)
            {
                try
                {
                    await WriteAsync(jobs, options.LockTimeout * _patience[i]).ConfigureAwait(false);
                    return;
                }
                catch (EventLogException error) when (PostgresErrors.IsHeld(error) && i + 1 < _patience.Length)
                {
                    heldNow = await held.LookAsync([.. jobs.SelectMany(PartitionsOf).Distinct()]).ConfigureAwait(false);
                }
            }
        }
        catch (Exception error) when (jobs.Count == 1 || error is EventLogException { IsTransient: true } or EventLogException { OutcomeUnknown: true })
        {
            jobs.ForEach(job => job.Fail(error));
        }
        catch
        {
            foreach (AppendJob job in jobs)
            {
                await WriteAsync([job]).ConfigureAwait(false);
            }
        }
    }

    private async Task WriteAsync(List<AppendJob> jobs, TimeSpan patience)
    {
        NewEvent[] events = [.. jobs.SelectMany(job => job.Events)];
        IReadOnlyList<AppendResult> results = await database.WriteAsync(
            batch => PostgresAppend.RunAsync(batch, partitions, events, CancellationToken.None), patience, CancellationToken.None).ConfigureAwait(false);
        int at = 0;
        foreach (AppendJob job in jobs)
        {
            job.Succeed([.. results.Skip(at).Take(job.Weight)]);
            at += job.Weight;
        }
    }

    /// <summary>Tells those who need a partition that is held.</summary>
    /// <returns>The others.</returns>
    private List<AppendJob> FailHeld(List<AppendJob> jobs, IReadOnlySet<int> heldNow)
    {
        List<AppendJob> free = [];
        foreach (AppendJob job in jobs)
        {
            if (heldNow.Overlaps(PartitionsOf(job)))
            {
                job.Fail(database.Held());
            }
            else
            {
                free.Add(job);
            }
        }

        return free;
    }

    private IEnumerable<int> PartitionsOf(AppendJob job) => job.Events.Select(e => partitions.PartitionOf(e.UserId));
}
