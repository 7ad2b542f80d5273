using UserRep.Training.Cli;

namespace UserRep.Training.Output;

/// <summary>
/// A folder that appears whole or not at all: written as a hidden sibling, renamed by <see cref="Commit"/>,
/// deleted by <see cref="Dispose"/> if it never came to that.
/// </summary>
internal sealed class StagedFolder : IDisposable
{
    private readonly string _target;
    private readonly string _marker;
    private readonly bool _force;
    private bool _committed;

    private StagedFolder(string target, string marker, bool force)
    {
        (_target, _marker, _force) = (target, marker, force);
        Path = Sibling(target, "partial");
    }

    /// <summary>Gets where to write until the commit.</summary>
    public string Path { get; }

    /// <param name="target">The folder to make.</param>
    /// <param name="marker">A file that every folder of this kind has. <paramref name="force"/> replaces only a folder with it: a mistyped path must not delete someone's documents.</param>
    /// <param name="force">Whether an existing folder may be replaced.</param>
    public static StagedFolder Create(string target, string marker, bool force)
    {
        CheckTarget(target, marker, force);
        var staged = new StagedFolder(Full(target), marker, force);
        try
        {
            Directory.CreateDirectory(staged.Path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"Cannot write {target}: {e.Message} Choose another output folder.", e);
        }

        return staged;
    }

    /// <summary>Puts the folder in place. What was there before goes only after the new one is complete.</summary>
    public void Commit()
    {
        CheckTarget(_target, _marker, _force);
        string? previous = null;
        if (Directory.Exists(_target))
        {
            previous = Sibling(_target, "previous");
            Directory.Move(_target, previous);
        }

        Directory.Move(Path, _target);
        _committed = true;
        if (previous is not null) Directory.Delete(previous, recursive: true);
    }

    public void Dispose()
    {
        if (!_committed && Directory.Exists(Path)) Directory.Delete(Path, recursive: true);
    }

    /// <summary>Refuses a target that may not be written, before hours of work and not after.</summary>
    public static void CheckTarget(string target, string marker, bool force)
    {
        if (File.Exists(target)) throw new UserErrorException($"{target} is a file. Choose a folder for the output.");
        if (!Directory.Exists(target) || !Directory.EnumerateFileSystemEntries(target).Any()) return;
        if (!force) throw new UserErrorException($"{target} exists and is not empty. Choose another folder, or pass --force to replace it.");
        if (!File.Exists(System.IO.Path.Combine(target, marker)))
        {
            throw new UserErrorException($"{target} has no {marker}, so it is something else, and --force does not replace it. Choose another folder.");
        }
    }

    /// <summary>Makes a name for a temporary folder beside the target: on the same disk, which has room for it.</summary>
    public static string Sibling(string target, string suffix)
    {
        string full = Full(target);
        return System.IO.Path.Combine(System.IO.Path.GetDirectoryName(full) ?? full, $".{System.IO.Path.GetFileName(full)}.{Guid.NewGuid():N}.{suffix}");
    }

    private static string Full(string target) => System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(target));
}
