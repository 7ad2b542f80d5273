using UserRep.Training.Cli;

namespace UserRep.Training.Output;

/// <summary>A file that appears whole or not at all: written under another name, renamed by <see cref="Commit"/>, deleted if it never came to that.</summary>
internal sealed class StagedFile : IDisposable
{
    private readonly string _target;
    private readonly bool _force;

    private StagedFile(string target, bool force)
    {
        (_target, _force) = (target, force);
        Path = StagedFolder.Sibling(target, "partial");
    }

    /// <summary>Gets where to write until the commit.</summary>
    public string Path { get; }

    /// <exception cref="UserErrorException">The file exists and is not to be replaced, or its folder cannot be made.</exception>
    public static StagedFile Create(string target, bool force)
    {
        StagedFile staged = new(target, force);
        staged.Check();
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(staged.Path)!);
        return staged;
    }

    public void Commit()
    {
        Check();
        File.Move(Path, _target, overwrite: true);
    }

    public void Dispose() => File.Delete(Path);

    private void Check()
    {
        if (Directory.Exists(_target)) throw new UserErrorException($"{_target} is a folder. Choose a file for the output.");
        if (File.Exists(_target) && !_force) throw new UserErrorException($"{_target} exists. Choose another file, or pass --force to replace it.");
    }
}
