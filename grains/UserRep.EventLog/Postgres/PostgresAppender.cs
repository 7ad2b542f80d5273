using UserRep.EventLog.Events;
using UserRep.EventLog.Partitions;
using UserRep.EventLog.Writing;

namespace UserRep.EventLog.Postgres;

/// <summary>
/// Writes what the callers of this process bring. A few transactions run at once, and each takes everything that waits by then, since a
/// statement and a sync to disk cost almost as much for one event as for a hundred.
/// </summary>
internal sealed class PostgresAppender(PostgresDatabase database, PartitionMap partitions, PostgresLogOptions options) : IAsyncDisposable
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
        bool isEverybodys = error is EventLogException { IsTransient: true } or EventLogException { OutcomeUnknown: true };
        foreach (AppendJob job in jobs)
        {
            if (jobs.Count == 1 || isEverybodys)
            {
                job.Fail(error);
            }
            else
            {
                await WriteAsync([job]).ConfigureAwait(false);
            }
        }
    }
}
