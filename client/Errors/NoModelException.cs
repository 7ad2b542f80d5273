namespace UserRep.Client;

/// <summary>The service has no model yet, or none is current.</summary>
public sealed class NoModelException : UserRepClientException
{
    internal NoModelException(string message)
        : base(message, isTransient: false)
    {
    }
}
