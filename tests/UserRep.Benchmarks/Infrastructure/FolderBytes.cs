namespace UserRep.Benchmarks.Infrastructure;

/// <summary>The length of all files of a folder.</summary>
internal static class FolderBytes
{
    public static long Of(string folder) => new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
}
