namespace UserRep.Benchmarks.Infrastructure;

/// <summary>The length of files of a folder.</summary>
internal static class FolderBytes
{
    public static long Of(string folder) => new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);

    /// <summary>A database's file, and what its engine keeps beside it under longer names.</summary>
    /// <exception cref="FileNotFoundException">There is none: nothing would look like very little.</exception>
    public static long OfDatabase(string folder, string name)
    {
        FileInfo[] files = new DirectoryInfo(folder).GetFiles($"{name}*");
        return files.Length > 0 ? files.Sum(file => file.Length) : throw new FileNotFoundException($"{folder} has no {name}.");
    }
}
