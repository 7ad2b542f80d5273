using UserRep.EventLog.Events;

namespace UserRep.EventLog.Sqlite;

/// <summary>Keeps a second process out of a data folder. The operating system lets go of it when the process ends, however it ends.</summary>
internal sealed class FolderLock : IDisposable
{
    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <exception cref="EventLogException">Another process has it.</exception>
    public static FolderLock Take(string folder, string name)
    {
        string path = Path.Combine(folder, name);
        try
        {
            return new FolderLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException error)
        {
            throw new EventLogException(
                $"The data folder {folder} is in use by another process. Stop it, or start with another folder.", isTransient: false, outcomeUnknown: false, error);
        }
    }

    public void Dispose() => _file.Dispose();
}
