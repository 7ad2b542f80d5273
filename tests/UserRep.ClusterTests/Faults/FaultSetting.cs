using UserRep.Testing.Postgres;

namespace UserRep.ClusterTests.Faults;

/// <summary>What a fault is run with.</summary>
/// <param name="Postgres">A server that outlives it.</param>
/// <param name="Seed">What the callers do, and where the fault strikes.</param>
/// <param name="IsWhole">Whether it is run at its full length, not in a shorter form for every change.</param>
/// <param name="Say">Tells how far it is.</param>
internal sealed record FaultSetting(SharedPostgres Postgres, int Seed, bool IsWhole, Action<string> Say)
{
    /// <summary>One length for a whole run, another for a short one.</summary>
    public T Long<T>(T whole, T quick) => IsWhole ? whole : quick;
}
