using System.Text.Json.Serialization;
using UserRep.Grains.Erasures;
using UserRep.Grains.Status;
using UserRep.Grains.Versions.Rollouts.Plans;
using UserRep.Grains.Vitals;
using UserRep.Model.Compatibility;

namespace UserRep.Silo.Json;

/// <summary>What became of an event.</summary>
internal sealed record EventModel(string EventId, string UserId, long Position, bool Applied, bool Duplicate);

/// <summary>The answer to events.</summary>
internal sealed record EventsModel(IReadOnlyList<EventModel> Events);

/// <summary>A user's vector and what there is to know of it.</summary>
internal sealed record EmbeddingModel(
    string UserId, string Version, string Space, ReadOnlyMemory<float> Vector, long Position, string AsOf, long AgeMs, string Freshness)
{
    /// <summary>Gets what the vector was mapped from; not there where it is the version's own.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CompatibleModel? Compatible { get; init; }
}

/// <summary>What vectors were mapped from, and how close they come.</summary>
internal sealed record CompatibleModel(string From, string Method, CompatibilityFidelity Fidelity);

/// <summary>Why a user of a batch has no vector.</summary>
internal sealed record EmbeddingFailureModel(string UserId, string Error, string Detail, long? RetryAfterMs);

/// <summary>The vectors of a batch, and those it could not give.</summary>
internal sealed record EmbeddingsModel(
    string Version, string Space, int Dimension, IReadOnlyList<EmbeddingModel> Embeddings, IReadOnlyList<EmbeddingFailureModel> Failures);

/// <summary>The question for a batch.</summary>
internal sealed record BatchGetModel(
    IReadOnlyList<string>? UserIds, string? Version, string? MaxAge, IReadOnlyList<long>? MinPositions, string? AsOf, string? Consumer, bool? SingleVersion);

/// <summary>The vectors of a batch for a consumer, a group per version. One without a version has failures only.</summary>
internal sealed record EmbeddingGroupsModel(IReadOnlyList<EmbeddingsModel> Groups);

/// <summary>What the service knows of a user.</summary>
internal sealed record UserModel(
    string UserId, long EventCount, string? FirstEventAt, string? LastEventAt, long Position, long UnknownItemEvents, IReadOnlyList<string> Versions);

/// <summary>The answer to an erasure.</summary>
internal sealed record ErasedModel(string UserId, long ErasedEvents, ReceiptModel Receipt);

/// <summary>What was removed of a user, and where; what of it is known where it is not finished.</summary>
internal sealed record ReceiptModel(
    string Id,
    string At,
    int Partition,
    long Events,
    int Snapshots,
    IReadOnlyList<SiloErasure> Silos,
    IReadOnlyList<string> Silent,
    string State,
    string? Detail,
    string? AskedAt,
    string? AskedBy);

/// <summary>A model version.</summary>
internal sealed record VersionModel(
    string Version,
    string State,
    string Space,
    string FeatureSpace,
    int Dimension,
    int Items,
    DateTimeOffset CreatedAt,
    DateTimeOffset RegisteredAt,
    DateTimeOffset? TrainingCut,
    string? Parent,
    string? Reason,
    IReadOnlyList<string> EventTypes,
    long Revision,
    DateTimeOffset? Since,
    double? Share,
    bool? Closed);

/// <summary>All versions.</summary>
internal sealed record VersionsModel(IReadOnlyList<VersionModel> Versions);

/// <summary>A bundle in the model directory, to be registered.</summary>
internal sealed record RegisterModel(string? Path);

/// <summary>How a version is to move. All may be left out but the share of a canary.</summary>
internal sealed record MoveModel(string? Reason, bool? Force, double? Share, bool? DeleteFiles);

/// <summary>Why something is done, for the history.</summary>
internal sealed record ReasonModel(string? Reason);

/// <summary>How a version is to be made current past the stages. All may be left out.</summary>
internal sealed record MakeCurrentModel(string? Reason, bool? Force);

/// <summary>What a consumer can work with.</summary>
internal sealed record PutConsumerModel(IReadOnlyList<string>? Accepts, string? Pin, double? LeaseSeconds, bool? AllowsCompatible);

/// <summary>A consumer, and what it gets.</summary>
internal sealed record ConsumerModel(
    string Name,
    IReadOnlyList<string> Accepts,
    string? Pin,
    double? LeaseSeconds,
    bool AllowsCompatible,
    DateTimeOffset ChangedAt,
    DateTimeOffset? LastSeen,
    bool Live,
    string? Reads,
    string? ReadsInCanary,
    IReadOnlyList<string> RetiredVersions,
    IReadOnlyDictionary<string, long> ReadCounts);

/// <summary>All consumers.</summary>
internal sealed record ConsumersModel(IReadOnlyList<ConsumerModel> Consumers);

/// <summary>A switch to be prepared.</summary>
internal sealed record PrepareModel(string? To, string? Reason);

/// <summary>How a switch is to end.</summary>
internal sealed record EndSwitchModel(string? Reason, bool? Force);

/// <summary>A coordinated switch.</summary>
internal sealed record SwitchModel(string Id, string From, string To, string State, bool Ready, IReadOnlyList<string> Late, DateTimeOffset PreparedAt, DateTimeOffset? EndedAt);

/// <summary>All switches.</summary>
internal sealed record SwitchesModel(IReadOnlyList<SwitchModel> Switches);

/// <summary>How far states are built ahead of need.</summary>
internal sealed record BackfillModel(
    string FeatureSpace,
    string State,
    long UsersDone,
    long EventsWalked,
    long EventsTotal,
    double Coverage,
    double? UsersPerSecond,
    double? EstimatedSecondsLeft,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt);

/// <summary>Something that was done.</summary>
internal sealed record HistoryEntryModel(
    long Revision,
    DateTimeOffset At,
    string Actor,
    string Action,
    string? Version,
    string? From,
    string? To,
    double? Share,
    string? Consumer,
    string? Switch,
    string? Reason,
    bool Forced,
    string? Current,
    IReadOnlyList<GateModel>? Gates);

/// <summary>A part of the history, what was current after it, and where to go on if there is more before it.</summary>
internal sealed record HistoryModel(
    DateTimeOffset? At, string? Current, IReadOnlyList<HistoryEntryModel> Entries, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Next);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(EventsModel))]
[JsonSerializable(typeof(EmbeddingModel))]
[JsonSerializable(typeof(EmbeddingsModel))]
[JsonSerializable(typeof(BatchGetModel))]
[JsonSerializable(typeof(EmbeddingGroupsModel))]
[JsonSerializable(typeof(UserModel))]
[JsonSerializable(typeof(ErasedModel))]
[JsonSerializable(typeof(ReceiptModel))]
[JsonSerializable(typeof(VersionModel))]
[JsonSerializable(typeof(VersionsModel))]
[JsonSerializable(typeof(RegisterModel))]
[JsonSerializable(typeof(MoveModel))]
[JsonSerializable(typeof(ReasonModel))]
[JsonSerializable(typeof(MakeCurrentModel))]
[JsonSerializable(typeof(PutConsumerModel))]
[JsonSerializable(typeof(ConsumerModel))]
[JsonSerializable(typeof(ConsumersModel))]
[JsonSerializable(typeof(PrepareModel))]
[JsonSerializable(typeof(EndSwitchModel))]
[JsonSerializable(typeof(SwitchModel))]
[JsonSerializable(typeof(SwitchesModel))]
[JsonSerializable(typeof(BackfillModel))]
[JsonSerializable(typeof(HistoryModel))]
[JsonSerializable(typeof(PlanDraft))]
[JsonSerializable(typeof(RolloutModel))]
[JsonSerializable(typeof(ReportMetricModel))]
[JsonSerializable(typeof(ReportedMetricModel))]
[JsonSerializable(typeof(ServiceStatus))]
[JsonSerializable(typeof(ClusterVitals))]
internal sealed partial class ApiJson : JsonSerializerContext;
