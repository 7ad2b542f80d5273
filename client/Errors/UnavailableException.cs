namespace UserRep.Client;

/// <summary>The service, its log or its storage cannot be reached.</summary>
public sealed class UnavailableException : UserRepClientException
{
    internal UnavailableException(string message, TimeSpan? retryAfter = null, Exception? inner = null)
        : base(message, isTransient: true, retryAfter, inner)
    {
    }
}
