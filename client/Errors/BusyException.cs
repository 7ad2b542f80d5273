namespace UserRep.Client;

/// <summary>The service has all it can take.</summary>
public sealed class BusyException : UserRepClientException
{
    internal BusyException(string message, TimeSpan? retryAfter = null, Exception? inner = null)
        : base(message, isTransient: true, retryAfter, inner)
    {
    }
}
