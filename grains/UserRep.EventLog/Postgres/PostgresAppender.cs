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

    private async Task WriteAsync(List<AppendJob> jobs)
    {
        try
        {
            int[] known = held.KnownOf(jobs.SelectMany(PartitionsOf));
            List<AppendJob> free = known.Length == 0 ? jobs : FailHeld(jobs, await held.LookAsync(known).ConfigureAwait(false));
            if (free.Count > 0)
            {
                await WriteTogetherAsync(free).ConfigureAwait(false);
            }
        }
        catch (Exception error)
        {
            // The database could not even be looked at.
            jobs.ForEach(job => job.Fail(error));
        }
    }

    private async Task WriteTogetherAsync(List<AppendJob> jobs)
    {
        NewEvent[] events = [.. jobs.SelectMany(job => job.Events)];
        IReadOnlyList<AppendResult> results;
        try
        {
            results = await database.WriteAsync(
                batch => PostgresAppend.RunAsync(batch, partitions, events, CancellationToken.None), CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            await FailOrSplitAsync(jobs, error).ConfigureAwait(false);
            return;
        }

        int at = 0;
        foreach (AppendJob job in jobs)
        {
            job.Succeed([.. results.Skip(at).Take(job.Weight)]);
            at += job.Weight;
        }
    }

    // What fails because of one caller's events is written again one by one, so that only that caller hears of it.
    private async Task FailOrSplitAsync(List<AppendJob> jobs, Exception error)
    {
        if (PostgresErrors.IsHeld(error))
        {
            IReadOnlySet<int> heldNow = await held.LookAsync([.. jobs.SelectMany(PartitionsOf).Distinct()]).ConfigureAwait(false);
            List<AppendJob> free = FailHeld(jobs, heldNow);
            if (heldNow.Count > 0 && free.Count > 0)
            {
                await WriteTogetherAsync(free).ConfigureAwait(false);
                return;
            }
        }

        bool isEverybodys = error is EventLogException { IsTransient: true } or EventLogException { OutcomeUnknown: true };
        foreach (AppendJob job in jobs)
        {
            if (jobs.Count == 1 || isEverybodys)
            {
                job.Fail(error);
            }
            else
            {
                await WriteTogetherAsync([job]).ConfigureAwait(false);
            }
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
