namespace UserRep.Grains.Status;

/// <summary>How the service is doing.</summary>
/// <param name="LiveUsers">Users in this silo's memory.</param>
/// <param name="VectorBytes">Bytes of their packed vectors.</param>
/// <param name="VectorsComputed">Vectors computed since the start.</param>
/// <param name="EncoderRuns">Runs of the models that took.</param>
/// <param name="WakeUpsNotSent">Wake-ups that were not sent; their events were found in the log.</param>
/// <param name="Partitions">Every partition.</param>
/// <param name="Silos">Silos that share the partitions.</param>
/// <param name="AppliedHome">Slices of events that users here took in on the silo of their partition.</param>
/// <param name="AppliedAway">Slices that they took in elsewhere.</param>
/// <param name="ReadMessages">Messages in which reads that came in here asked other silos.</param>
/// <param name="StatesCarried">States that users brought along from another silo.</param>
/// <param name="StatesLoaded">States that were made of snapshots and the log.</param>
/// <param name="LoadQueries">Queries by which users came into memory, many of them together.</param>
public sealed record ServiceStatus(
    int LiveUsers,
    long VectorBytes,
    long VectorsComputed,
    long EncoderRuns,
    long WakeUpsNotSent,
    IReadOnlyList<PartitionStatus> Partitions,
    int Silos,
    long AppliedHome,
    long AppliedAway,
    long ReadMessages,
    long StatesCarried,
    long StatesLoaded,
    long LoadQueries);
