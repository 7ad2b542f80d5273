namespace UserRep.EventLog.Events;

/// <summary>Too much waits to be written; nothing of this was.</summary>
public sealed class EventLogBusyException : EventLogException
{
    /// <summary>Initializes a new instance of the <see cref="EventLogBusyException"/> class.</summary>
    /// <param name="waiting">How many events are waiting.</param>
    /// <param name="retryAfter">When to try again.</param>
    public EventLogBusyException(int waiting, TimeSpan retryAfter)
        : base($"{waiting:N0} events are waiting to be written. Try again in {retryAfter.TotalMilliseconds:N0} ms.", isTransient: true, outcomeUnknown: false) =>
        RetryAfter = retryAfter;

    /// <summary>Gets how long to wait before trying again.</summary>
    public TimeSpan RetryAfter { get; }
}
