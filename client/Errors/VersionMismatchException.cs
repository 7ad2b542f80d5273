namespace UserRep.Client;

/// <summary>The service answered with vectors of another version than was asked for. They are withheld: vectors of different versions must never mix.</summary>
public sealed class VersionMismatchException : UserRepClientException
{
    internal VersionMismatchException(string asked, string got)
        : base($"Asked for version \"{asked}\", answered with \"{got}\". The answer is withheld.", isTransient: false) => (Asked, Got) = (asked, got);

    /// <summary>Gets the version asked for.</summary>
    public string Asked { get; }

    /// <summary>Gets the version of the answer.</summary>
    public string Got { get; }
}
