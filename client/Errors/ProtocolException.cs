namespace UserRep.Client;

/// <summary>An answer is not as the protocol says: not from UserRep, or from another time.</summary>
public sealed class ProtocolException : UserRepClientException
{
    internal ProtocolException(string message)
        : base(message, isTransient: false)
    {
    }
}
