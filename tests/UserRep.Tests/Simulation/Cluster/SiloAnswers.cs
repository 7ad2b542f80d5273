namespace UserRep.Tests.Simulation.Cluster;

/// <summary>What a silo has answered of its users: positions do not go back, and what was erased does not come back.</summary>
internal sealed class SiloAnswers
{
    private readonly Dictionary<string, long> _positions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _erasedThrough = new(StringComparer.Ordinal);

    public long Last(string userId) => _positions.GetValueOrDefault(userId);

    public long ErasedThrough(string userId) => _erasedThrough.GetValueOrDefault(userId);

    public void Answered(string userId, long position) => _positions[userId] = position;

    public void Forget(string userId) => _positions.Remove(userId);

    public void Erased(string userId, long through)
    {
        Forget(userId);
        _erasedThrough[userId] = through;
    }
}
