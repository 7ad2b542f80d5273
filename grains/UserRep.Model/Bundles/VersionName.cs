namespace UserRep.Model.Bundles;

/// <summary>Names of model versions: letters, digits, <c>.</c>, <c>_</c> and <c>-</c>, beginning with a letter or digit.</summary>
/// <remarks>They become file names, addresses and metric labels, so they are the same text everywhere.</remarks>
public static class VersionName
{
    /// <summary>The most characters.</summary>
    public const int MaxLength = 64;

    /// <summary>Whether a text is a version name.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Whether it is one.</returns>
    public static bool IsValid(string? text)
        => text is { Length: > 0 and <= MaxLength }
            && char.IsAsciiLetterOrDigit(text[0])
            && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');
}
