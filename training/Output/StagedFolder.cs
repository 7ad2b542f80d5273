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
        Path = Sibling("partial");
    }

    /// <summary>Gets where to write until the commit.</summary>
    public string Path { get; }

    /// <param name="target">The folder to make.</param>
    /// <param name="marker">A file that every folder of this kind has. <paramref name="force"/> replaces only a folder with it: a mistyped path must not delete someone's documents.</param>
    /// <param name="force">Whether an existing folder may be replaced.</param>
    public static StagedFolder Create(string target, string marker, bool force)
    {
        var staged = new StagedFolder(System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(target)), marker, force);
        staged.RefuseToOverwrite();
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
        RefuseToOverwrite();
        string? previous = null;
        if (Directory.Exists(_target))
        {
            previous = Sibling("previous");
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

    private void RefuseToOverwrite()
    {
        if (File.Exists(_target)) throw new UserErrorException($"{_target} is a file. Choose a folder for the output.");
        if (!Directory.Exists(_target) || !Directory.EnumerateFileSystemEntries(_target).Any()) return;
        if (!_force) throw new UserErrorException($"{_target} exists and is not empty. Choose another folder, or pass --force to replace it.");
        if (!File.Exists(System.IO.Path.Combine(_target, _marker)))
        {
            throw new UserErrorException($"{_target} has no {_marker}, so it is something else, and --force does not replace it. Choose another folder.");
        }
    }

    private string Sibling(string suffix) => System.IO.Path.Combine(
        System.IO.Path.GetDirectoryName(_target)!, $".{System.IO.Path.GetFileName(_target)}.{Guid.NewGuid():N}.{suffix}");
}
