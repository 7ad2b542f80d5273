namespace UserRep.Client;

/// <summary>There is no such version; the message names those that exist.</summary>
public sealed class VersionNotFoundException : UserRepClientException
{
    internal VersionNotFoundException(string message)
        : base(message, isTransient: false)
    {
    }
}
