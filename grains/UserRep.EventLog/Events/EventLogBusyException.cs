namespace UserRep.EventLog.Events;

/// <summary>The engine cannot take this now; nothing of it was written.</summary>
public sealed class EventLogBusyException : EventLogException
{
    /// <summary>Initializes a new instance of the <see cref="EventLogBusyException"/> class.</summary>
    /// <param name="waiting">How many events are waiting.</param>
    /// <param name="retryAfter">When to try again.</param>
    public EventLogBusyException(int waiting, TimeSpan retryAfter)
        : this($"{waiting:N0} events are waiting to be written. Try again in {retryAfter.TotalMilliseconds:N0} ms.", retryAfter)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="EventLogBusyException"/> class.</summary>
    /// <param name="message">What it is busy with, and what to do.</param>
    /// <param name="retryAfter">When to try again.</param>
    /// <param name="inner">The engine's own error.</param>
    public EventLogBusyException(string message, TimeSpan retryAfter, Exception? inner = null)
        : base(message, isTransient: true, outcomeUnknown: false, inner) => RetryAfter = retryAfter;

    /// <summary>Gets how long to wait before trying again.</summary>
    public TimeSpan RetryAfter { get; }
}
