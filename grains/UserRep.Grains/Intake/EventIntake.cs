using System.Diagnostics;
using UserRep.EventLog.Events;
using UserRep.Grains.Errors;
using UserRep.Grains.Metrics;
using UserRep.Grains.Tracing;
using UserRep.Grains.Versions;

namespace UserRep.Grains.Intake;

/// <summary>Checks, logs, wakes. What has been acknowledged is in the log; that the wake-up arrives is not needed for it to count.</summary>
internal sealed class EventIntake(IEventLog log, VersionHost versions, WakeUpCaller wakeUps, IntakeOptions options, ServiceMeter meter, TimeProvider time) : IEventIntake
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
        NewEvent[] checkedEvents = Checked(events);
        using Activity? span = ServiceTraces.Append(events.Count);
        string? trace = ServiceTraces.Current;
        long start = time.GetTimestamp();
        IReadOnlyList<AppendResult> results = await AppendAsync(checkedEvents, cancellation).ConfigureAwait(false);
        TimeSpan took = time.GetElapsedTime(start);
        int duplicates = 0;
        AcceptedEvent[] accepted = new AcceptedEvent[results.Count];
        for (int i = 0; i < accepted.Length; i++)
        {
            AppendResult result = results[i];
            accepted[i] = new AcceptedEvent(checkedEvents[i].EventId, checkedEvents[i].UserId, result.Offset, result.IsDuplicate);
            if (result.IsDuplicate)
            {
                duplicates++;
            }
            else
            {
                wakeUps.Committed(new LogEvent { Partition = result.Partition, Offset = result.Offset, Prev = result.Prev, Event = checkedEvents[i], Trace = trace });
            }
        }

        meter.Accepted(accepted.Length - duplicates, duplicates, took);
        return accepted;
    }

    private NewEvent[] Checked(IReadOnlyList<IncomingEvent> events)
    {
        try
        {
            return Checks().Check(events);
        }
        catch (EventsRejectedException)
        {
            meter.Refused(events.Count, RefusalReasons.Invalid);
            throw;
        }
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
            meter.Refused(events.Length, RefusalReasons.Timeout);
            throw new UserRepException(
                ServiceError.Unavailable,
                $"The log has not taken the events within {options.Timeout.TotalSeconds:0.#} s. Send them again with the same ids: those that it took in the end are duplicates then.",
                _retryAfter,
                error);
        }
        catch (EventLogBusyException error)
        {
            meter.Refused(events.Length, RefusalReasons.Busy);
            throw new UserRepException(ServiceError.Busy, error.Message, error.RetryAfter, error);
        }
        catch (EventLogException error)
        {
            meter.Refused(events.Length, RefusalReasons.Unavailable);
            meter.LogFailed(isAppend: true);
            throw new UserRepException(ServiceError.Unavailable, error.Message, error.IsTransient || error.OutcomeUnknown ? _retryAfter : null, error);
        }
    }
}
