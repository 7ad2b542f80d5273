namespace UserRep.Client;

/// <summary>The version was retired: move to a newer one. The message names those that can be read.</summary>
public sealed class VersionRetiredException : UserRepClientException
{
    internal VersionRetiredException(string message)
        : base(message, isTransient: false)
    {
    }
}
