namespace UserRep.Client;

/// <summary>The consumer accepts none of the versions that it could get for this user: train a head for the current one.</summary>
public sealed class VersionNotAcceptedException : UserRepClientException
{
    internal VersionNotAcceptedException(string message)
        : base(message, isTransient: false)
    {
    }
}
