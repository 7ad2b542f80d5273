using UserRep.EventLog.Events;
using UserRep.Grains.Errors;
using UserRep.Grains.Versions;

namespace UserRep.Grains.Intake;

/// <summary>Checks, logs, wakes. What has been acknowledged is in the log; that the wake-up arrives is not needed for it to count.</summary>
internal sealed class EventIntake(IEventLog log, VersionHost versions, WakeUpCaller wakeUps, IntakeOptions options, TimeProvider time) : IEventIntake
{
    private static readonly TimeSpan _retryAfter = TimeSpan.FromSeconds(1);

    public IReadOnlyList<EventMistake> Check(IReadOnlyList<IncomingEvent> events)
    {
        try
        {
            Checks().Check(events);
            return [];
        }
        catch (EventsRejectedException rejected)
        {
            return rejected.Mistakes;
        }
    }

    public async Task<IReadOnlyList<AcceptedEvent>> AcceptAsync(IReadOnlyList<IncomingEvent> events, CancellationToken cancellation)
    {
        NewEvent[] checkedEvents = Checks().Check(events);
        IReadOnlyList<AppendResult> results = await AppendAsync(checkedEvents, cancellation).ConfigureAwait(false);
        AcceptedEvent[] accepted = new AcceptedEvent[results.Count];
        for (int i = 0; i < accepted.Length; i++)
        {
            AppendResult result = results[i];
            accepted[i] = new AcceptedEvent(checkedEvents[i].EventId, checkedEvents[i].UserId, result.Offset, result.IsDuplicate);
            if (!result.IsDuplicate)
            {
                wakeUps.Committed(new LogEvent { Partition = result.Partition, Offset = result.Offset, Prev = result.Prev, Event = checkedEvents[i] });
            }
        }

        return accepted;
    }

    private EventChecks Checks() => new(versions.Plan, options, time.GetUtcNow().ToUnixTimeMilliseconds());

    private async Task<IReadOnlyList<AppendResult>> AppendAsync(NewEvent[] events, CancellationToken cancellation)
    {
        using CancellationTokenSource deadline = new(options.Timeout, time);
        using CancellationTokenSource ends = CancellationTokenSource.CreateLinkedTokenSource(cancellation, deadline.Token);
        try
        {
            return await log.AppendAsync(events, ends.Token).WaitAsync(ends.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException error) when (!cancellation.IsCancellationRequested)
        {
            throw new UserRepException(
                ServiceError.Unavailable,
                $"The log has not taken the events within {options.Timeout.TotalSeconds:0.#} s. Send them again with the same ids: those that it took in the end are duplicates then.",
                _retryAfter,
                error);
        }
        catch (EventLogBusyException error)
        {
            throw new UserRepException(ServiceError.Busy, error.Message, error.RetryAfter, error);
        }
        catch (EventLogException error)
        {
            throw new UserRepException(ServiceError.Unavailable, error.Message, error.IsTransient || error.OutcomeUnknown ? _retryAfter : null, error);
        }
    }
}
