using System.Text.Json;

namespace UserRep.Training.Service;

/// <summary>
/// How far a replay is, in a file beside the data set, so that one that was stopped need not begin anew. It may be lost or behind: what is
/// sent twice is found to be a duplicate.
/// </summary>
internal sealed class ReplayCursor
{
    private readonly string _path;
    private readonly string _key;
    private readonly HashSet<long> _done = [];
    private readonly Lock _lock = new();

    private ReplayCursor(string path, string key, long users) => (_path, _key, UsersDone) = (path, key, users);

    /// <summary>Gets how many users, from the first on, are wholly sent.</summary>
    public long UsersDone { get; private set; }

    /// <param name="path">The file.</param>
    /// <param name="key">What the cursor is of: the service and the choice of events.</param>
    /// <param name="fresh">Whether to begin anew.</param>
    public static ReplayCursor Open(string path, string key, bool fresh)
    {
        if (!fresh && File.Exists(path))
        {
            try
            {
                State? state = JsonSerializer.Deserialize<State>(File.ReadAllBytes(path));
                return new ReplayCursor(path, key, state?.Key == key ? state.UsersDone : 0);
            }
            catch (JsonException)
            {
                // Half written when the machine went down; then it begins anew.
            }
        }

        return new ReplayCursor(path, key, 0);
    }

    /// <summary>Notes that a user is wholly sent. Users are numbered from 0 in the order of the data set.</summary>
    public void Done(long user)
    {
        lock (_lock)
        {
            _done.Add(user);
            while (_done.Remove(UsersDone))
            {
                UsersDone++;
            }
        }
    }

    public void Save()
    {
        lock (_lock)
        {
            string staged = _path + ".new";
            File.WriteAllBytes(staged, JsonSerializer.SerializeToUtf8Bytes(new State(_key, UsersDone)));
            File.Move(staged, _path, overwrite: true);
        }
    }

    public void Delete() => File.Delete(_path);

    private sealed record State(string Key, long UsersDone);
}
