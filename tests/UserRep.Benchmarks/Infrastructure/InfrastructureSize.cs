using UserRep.Benchmarks.Service;

namespace UserRep.Benchmarks.Infrastructure;

/// <summary>How much work both ways do.</summary>
/// <param name="Users">How many users there are.</param>
/// <param name="Warming">Events before the work, as fast as they are taken: one of each user, and then more.</param>
/// <param name="Settling">Events before the work that come as it does, and then nothing until what all these have had compiled is compiled; 0: neither.</param>
/// <param name="Events">Events of the work.</param>
/// <param name="Reads">Users whose inputs each model reads.</param>
/// <param name="ReadBatch">Users of one read.</param>
internal sealed record InfrastructureSize(int Users, int Warming, int Settling, int Events, int Reads, int ReadBatch = 500)
{
    /// <summary>How many events of the work come in a second, both ways: what is quick to come costs less, since more of it goes together.</summary>
    public const int EventsPerSecond = 1_000;

    /// <summary>How many callers of a model read at once.</summary>
    public const int Callers = 4;

    /// <summary>Reads that are not counted: they open connections and have code compiled.</summary>
    public const int WarmingBatches = 100;

    /// <summary>A user, some far more often than others: of a hundred users, the ten most active make almost a third of the events.</summary>
    public string User(Random random)
    {
        double drawn = random.NextDouble();
        return Load.User((int)(Users * drawn * drawn));
    }

    public string[] UsersToRead(Random random) => [.. Enumerable.Range(0, ReadBatch).Select(_ => User(random))];
}
