namespace UserRep.EventLog.Events;

/// <summary>The log's engine failed.</summary>
public class EventLogException : Exception
{
    /// <summary>Initializes a new instance of the <see cref="EventLogException"/> class.</summary>
    /// <param name="message">What failed, and what to do.</param>
    /// <param name="isTransient">Whether trying again can help.</param>
    /// <param name="outcomeUnknown">Whether what was to be written may have been.</param>
    /// <param name="inner">The engine's own error.</param>
    public EventLogException(string message, bool isTransient, bool outcomeUnknown, Exception? inner = null)
        : base(message, inner) => (IsTransient, OutcomeUnknown) = (isTransient, outcomeUnknown);

    /// <summary>Gets a value indicating whether trying again can help.</summary>
    public bool IsTransient { get; }

    /// <summary>Gets a value indicating whether what was to be written may have been; sending it again with the same event ids is safe.</summary>
    public bool OutcomeUnknown { get; }
}
