namespace UserRep.Grains.Vitals;

/// <summary>How one silo is doing.</summary>
/// <param name="Silo">Its address, as other silos reach it.</param>
/// <param name="StartedAtMs">When it started.</param>
/// <param name="Samples">What it has counted, one sample a second, oldest first.</param>
/// <param name="LiveUsers">Users in its memory.</param>
/// <param name="VectorBytes">Bytes of their packed vectors.</param>
/// <param name="WaitingForPlace">Users whose vector waits for its turn.</param>
/// <param name="Encoders">Its models at work.</param>
/// <param name="FailedVersions">Versions that it is to serve and cannot, with the reason.</param>
/// <param name="Partitions">The partitions that run on it.</param>
/// <param name="Ages">How old vectors of its users are: counts of a sample between <see cref="VectorAges.Bounds"/>, one more than those.</param>
/// <param name="MemoryBytes">Memory of its process.</param>
/// <param name="ProcessorSeconds">Processor time of its process since the start.</param>
[GenerateSerializer]
[Immutable]
[Alias("userrep.silo-vitals")]
public sealed record SiloVitals(
    [property: Id(0)] string Silo,
    [property: Id(1)] long StartedAtMs,
    [property: Id(2)] IReadOnlyList<VitalsSample> Samples,
    [property: Id(3)] int LiveUsers,
    [property: Id(4)] long VectorBytes,
    [property: Id(5)] int WaitingForPlace,
    [property: Id(6)] IReadOnlyList<EncoderVitals> Encoders,
    [property: Id(7)] IReadOnlyDictionary<string, string> FailedVersions,
    [property: Id(8)] IReadOnlyList<PartitionVitals> Partitions,
    [property: Id(9)] IReadOnlyList<long> Ages,
    [property: Id(10)] long MemoryBytes,
    [property: Id(11)] double ProcessorSeconds);
