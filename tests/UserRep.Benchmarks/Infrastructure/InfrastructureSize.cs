using UserRep.Benchmarks.Service;

namespace UserRep.Benchmarks.Infrastructure;

/// <summary>How much work both ways do.</summary>
/// <param name="Users">How many users there are.</param>
/// <param name="Warming">Events before the work: one of each user, and then more.</param>
/// <param name="Events">Events of the work.</param>
/// <param name="Reads">Users whose inputs each model reads.</param>
/// <param name="ReadBatch">Users of one read.</param>
/// <param name="Rests">Whether the work waits until what the warm-up has had compiled is compiled.</param>
internal sealed record InfrastructureSize(int Users, int Warming, int Events, int Reads, int ReadBatch = 500, bool Rests = true)
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
