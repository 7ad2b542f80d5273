using UserRep.Benchmarks.Service;

namespace UserRep.Benchmarks.Micro;

/// <summary>Ids of users at random, as they come from the wire: none is the very string that is known.</summary>
internal sealed class AskedUsers
{
    private const int Drawn = 1 << 16;

    private readonly string[][] _batches;
    private int _at;

    /// <param name="users">How many there are.</param>
    /// <param name="batch">How many are asked for at once.</param>
    public AskedUsers(int users, int batch)
    {
        Random random = new(1);
        _batches = [.. Enumerable.Range(0, Drawn / batch).Select(_ => Enumerable.Range(0, batch).Select(_ => new string(Load.User(random.Next(users)).AsSpan())).ToArray())];
    }

    public string[] Next() => _batches[_at++ % _batches.Length];
}
