namespace UserRep.Tests.Simulation.Cluster;

/// <summary>What a silo has answered of its users: positions do not go back in a version, and what was erased does not come back.</summary>
internal sealed class SiloAnswers
{
    private readonly Dictionary<(string User, string Version), long> _positions = [];
    private readonly Dictionary<string, long> _erasedThrough = new(StringComparer.Ordinal);

    public long Last(string userId, string version) => _positions.GetValueOrDefault((userId, version));

    public long ErasedThrough(string userId) => _erasedThrough.GetValueOrDefault(userId);

    public void Answered(string userId, string version, long position) => _positions[(userId, version)] = position;

    public void Forget(string userId)
    {
        foreach ((string, string) key in _positions.Keys.Where(k => k.User == userId).ToArray())
        {
            _positions.Remove(key);
        }
    }

    public void Erased(string userId, long through)
    {
        Forget(userId);
        _erasedThrough[userId] = through;
    }
}
