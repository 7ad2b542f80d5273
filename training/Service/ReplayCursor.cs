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

    private ReplayCursor(string path, string key, long reached) => (_path, _key, Reached) = (path, key, reached);

    /// <summary>Gets how many, from the first on, are wholly sent: users in the order of the data set, or events in the order of time.</summary>
    public long Reached { get; private set; }

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
                return new ReplayCursor(path, key, state?.Key == key ? state.Reached : 0);
            }
            catch (JsonException)
            {
                // Half written when the machine went down; then it begins anew.
            }
        }

        return new ReplayCursor(path, key, 0);
    }

    /// <summary>Notes that one is wholly sent. They are numbered from 0.</summary>
    public void Done(long number)
    {
        lock (_lock)
        {
            _done.Add(number);
            while (_done.Remove(Reached))
            {
                Reached++;
            }
        }
    }

    public void Save()
    {
        lock (_lock)
        {
            string staged = _path + ".new";
            File.WriteAllBytes(staged, JsonSerializer.SerializeToUtf8Bytes(new State(_key, Reached)));
            File.Move(staged, _path, overwrite: true);
        }
    }

    public void Delete() => File.Delete(_path);

    private sealed record State(string Key, long Reached);
}
