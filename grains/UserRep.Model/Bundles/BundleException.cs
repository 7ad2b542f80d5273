namespace UserRep.Model.Bundles;

/// <summary>A model bundle, or a file of one, that is refused: which file, why, and what to do about it. Trying again cannot help.</summary>
public sealed class BundleException : Exception
{
    /// <summary>Refuses a file.</summary>
    /// <param name="file">The file, by its name inside the bundle.</param>
    /// <param name="reason">What is wrong with it.</param>
    /// <param name="remedy">What to do about it, as a whole sentence.</param>
    /// <param name="inner">The failure behind it.</param>
    public BundleException(string file, string reason, string remedy, Exception? inner = null)
        : base($"{file}: {reason} {remedy}", inner)
    {
        File = file;
        Reason = reason;
        Remedy = remedy;
    }

    /// <summary>Gets the file that is refused, by its name inside the bundle.</summary>
    public string File { get; }

    /// <summary>Gets what is wrong with it.</summary>
    public string Reason { get; }

    /// <summary>Gets what to do about it.</summary>
    public string Remedy { get; }
}
