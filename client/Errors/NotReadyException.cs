namespace UserRep.Client;

/// <summary>It will be there soon: a state is being built, or an event is on its way.</summary>
public sealed class NotReadyException : UserRepClientException
{
    internal NotReadyException(string message, TimeSpan? retryAfter = null, Exception? inner = null)
        : base(message, isTransient: true, retryAfter, inner)
    {
    }
}
