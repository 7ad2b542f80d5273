using Microsoft.Extensions.Logging;
using UserRep.EventLog.Events;
using UserRep.Grains.Embeddings;
using UserRep.Grains.Encoding;
using UserRep.Grains.Erasures;
using UserRep.Grains.Metrics;
using UserRep.Grains.Parity;
using UserRep.Grains.Placement;
using UserRep.Grains.Snapshots;
using UserRep.Grains.Tracing;
using UserRep.Grains.Versions;
using UserRep.Grains.Watching;

namespace UserRep.Grains.Users;

/// <summary>What all users of a silo share.</summary>
internal sealed record UserRuntime(
    IEventLog Log,
    UserLoader Loader,
    IPlanSource Versions,
    EmbeddingTable Table,
    EncoderPlaces Places,
    SnapshotWriter Snapshots,
    SnapshotOptions SnapshotOptions,
    ForgottenUsers Forgotten,
    ChangeNotifier Notifier,
    ParitySamples Samples,
    VectorTraces Traces,
    PartitionOwners Owners,
    PlacementMeter Placed,
    ServiceMeter Meter,
    TimeProvider Time,
    ILogger<UserGrain> Logger);
