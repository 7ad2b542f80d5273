namespace UserRep.Client;

/// <summary>A call did not do what was asked. Each kind is a class of its own.</summary>
public abstract class UserRepClientException : Exception
{
    private protected UserRepClientException(string message, bool isTransient, TimeSpan? retryAfter = null, Exception? inner = null)
        : base(message, inner) => (IsTransient, RetryAfter) = (isTransient, retryAfter);

    /// <summary>Gets a value indicating whether trying again can help.</summary>
    public bool IsTransient { get; }

    /// <summary>Gets how long the service asks to wait before trying again; null if it does not say.</summary>
    public TimeSpan? RetryAfter { get; }
}
