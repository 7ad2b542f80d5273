namespace UserRep.Client;

/// <summary>The log has not reached the position asked for.</summary>
public sealed class PositionNotReachedException : UserRepClientException
{
    internal PositionNotReachedException(string message)
        : base(message, isTransient: false)
    {
    }
}
