using System.Text.Json.Serialization;
using UserRep.Grains.Status;

namespace UserRep.Silo.Json;

/// <summary>What became of an event.</summary>
internal sealed record EventModel(string EventId, string UserId, long Position, bool Applied, bool Duplicate);

/// <summary>The answer to events.</summary>
internal sealed record EventsModel(IReadOnlyList<EventModel> Events);

/// <summary>A user's vector and what there is to know of it.</summary>
internal sealed record EmbeddingModel(
    string UserId, string Version, string Space, ReadOnlyMemory<float> Vector, long Position, string AsOf, long AgeMs, string Freshness);

/// <summary>Why a user of a batch has no vector.</summary>
internal sealed record EmbeddingFailureModel(string UserId, string Error, string Detail, long? RetryAfterMs);

/// <summary>The vectors of a batch, and those it could not give.</summary>
internal sealed record EmbeddingsModel(
    string Version, string Space, int Dimension, IReadOnlyList<EmbeddingModel> Embeddings, IReadOnlyList<EmbeddingFailureModel> Failures);

/// <summary>The question for a batch.</summary>
internal sealed record BatchGetModel(IReadOnlyList<string>? UserIds, string? Version, string? MaxAge, IReadOnlyList<long>? MinPositions, string? AsOf);

/// <summary>What the service knows of a user.</summary>
internal sealed record UserModel(
    string UserId, long EventCount, string? FirstEventAt, string? LastEventAt, long Position, long UnknownItemEvents, IReadOnlyList<string> Versions);

/// <summary>The answer to an erasure.</summary>
internal sealed record ErasedModel(string UserId, long ErasedEvents);

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
    IReadOnlyList<string> EventTypes);

/// <summary>All versions.</summary>
internal sealed record VersionsModel(IReadOnlyList<VersionModel> Versions);

/// <summary>A bundle in the model directory, to be registered.</summary>
internal sealed record RegisterModel(string? Path);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(EventsModel))]
[JsonSerializable(typeof(EmbeddingModel))]
[JsonSerializable(typeof(EmbeddingsModel))]
[JsonSerializable(typeof(BatchGetModel))]
[JsonSerializable(typeof(UserModel))]
[JsonSerializable(typeof(ErasedModel))]
[JsonSerializable(typeof(VersionModel))]
[JsonSerializable(typeof(VersionsModel))]
[JsonSerializable(typeof(RegisterModel))]
[JsonSerializable(typeof(ServiceStatus))]
internal sealed partial class ApiJson : JsonSerializerContext;
