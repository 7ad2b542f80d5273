namespace UserRep.Client;

/// <summary>The service does not know the consumer, or has forgotten it. A client that has a <see cref="UserRepClientOptions.Consumer"/> registers it again.</summary>
public sealed class ConsumerNotFoundException : UserRepClientException
{
    internal ConsumerNotFoundException(string message)
        : base(message, isTransient: true)
    {
    }
}
