namespace UserRep.Grains.Vitals;

/// <summary>What a silo had counted since its start at one moment. Two of them make a rate.</summary>
/// <param name="AtMs">The moment, milliseconds since 1970 UTC by that silo's clock.</param>
/// <param name="Events">Events that became durable.</param>
/// <param name="Vectors">Vectors computed.</param>
/// <param name="Fresh">Vectors read that were fresh.</param>
/// <param name="Stale">Vectors read that were stale.</param>
/// <param name="Cold">Vectors read of users nobody has heard of.</param>
/// <param name="Failed">Reads of a user that ended in an error.</param>
/// <param name="Refused">Events of requests that were not accepted, but for those that were wrong.</param>
/// <param name="LogFailures">Calls of the log that failed.</param>
/// <param name="EncodeFailures">Vectors that a model failed to give.</param>
/// <param name="EventToVector">How long vectors took after their event: counts between <see cref="Latency.BoundsSeconds"/>, one more than those.</param>
[GenerateSerializer]
[Immutable]
[Alias("userrep.vitals-sample")]
public sealed record VitalsSample(
    [property: Id(0)] long AtMs,
    [property: Id(1)] long Events,
    [property: Id(2)] long Vectors,
    [property: Id(3)] long Fresh,
    [property: Id(4)] long Stale,
    [property: Id(5)] long Cold,
    [property: Id(6)] long Failed,
    [property: Id(7)] long Refused,
    [property: Id(8)] long LogFailures,
    [property: Id(9)] long EncodeFailures,
    [property: Id(10)] IReadOnlyList<long> EventToVector)
{
    /// <summary>Gets how often an event of the log was met that cannot be read.</summary>
    [Id(11)]
    public long Damaged { get; init; }

    /// <summary>Gets snapshots that were not stored.</summary>
    [Id(12)]
    public long SnapshotsDropped { get; init; }

    /// <summary>Gets how long requests waited for the log: counts between <see cref="Latency.BoundsSeconds"/>, one more than those; null of a silo that does not say.</summary>
    [Id(13)]
    public IReadOnlyList<long>? AppendDuration { get; init; }

    /// <summary>Gets vectors read, whatever became of them.</summary>
    public long Reads => Fresh + Stale + Cold + Failed;
}
