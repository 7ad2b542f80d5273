namespace UserRep.Silo.Hosting;

/// <summary>Reads files that hold secrets, as a container gets them; what it says of mistakes never repeats what they hold.</summary>
internal static class SecretFile
{
    /// <param name="key">The setting that names the file.</param>
    /// <param name="file">The file.</param>
    /// <param name="holds">What it is to hold.</param>
    /// <param name="text">What it holds; empty if it cannot be read.</param>
    /// <returns>Why it cannot be read and what to give, or null.</returns>
    public static string? Read(string key, string file, string holds, out string text)
    {
        text = string.Empty;
        try
        {
            text = File.ReadAllText(file).Trim();
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return $"UserRep:{key} is \"{file}\", which cannot be read: {error.Message} Give a file that holds {holds}.";
        }
    }
}
