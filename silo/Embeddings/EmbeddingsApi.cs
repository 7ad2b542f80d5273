using System.Text.Json;
using UserRep.Grains.Errors;
using UserRep.Grains.Reading;
using UserRep.Silo.Hosting;
using UserRep.Silo.Json;
using UserRep.Silo.Problems;

namespace UserRep.Silo.Embeddings;

/// <summary>Vectors of users, one or many.</summary>
internal static class EmbeddingsApi
{
    public static void MapEmbeddings(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/users/{id}/embedding", GetAsync)
            .WithSummary("A user's vector, of the version named or of the current one; never of another.")
            .WithDescription("maxAge (10s, 5m, 1h): computed anew if older. minPosition: what an acknowledgement returned must be part of it. asOf: as of a moment, from what had happened by then.")
            .Produces<EmbeddingModel>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status429TooManyRequests)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        routes.MapPost("/embeddings:batchGet", BatchGetAsync)
            .WithSummary("Vectors of many users, all of one version.")
            .WithDescription($"As JSON, or with Accept: application/octet-stream packed. {PackedEmbeddings.Form}")
            .Accepts<BatchGetModel>("application/json")
            .Produces<EmbeddingsModel>(StatusCodes.Status200OK, "application/json", PackedEmbeddings.ContentType)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status429TooManyRequests)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<IResult> GetAsync(
        string id, string? version, string? maxAge, string? minPosition, string? asOf, IEmbeddingReader reader, CancellationToken cancellation)
    {
        EmbeddingBatch batch = await reader.ReadAsync(
            new EmbeddingQuery
            {
                UserIds = [id],
                Version = version,
                MaxAge = QueryText.MaxAge(maxAge),
                MinPositions = [QueryText.MinPosition(minPosition)],
                AsOfMs = QueryText.AsOf(asOf),
            },
            cancellation);
        return batch.Infos[0].Failure is { } failure ? throw failure : Results.Json(EmbeddingModels.One(batch, 0, id), ApiJson.Default.EmbeddingModel);
    }

    private static async Task<IResult> BatchGetAsync(HttpRequest request, IEmbeddingReader reader, SiloOptions options, CancellationToken cancellation)
    {
        BatchGetModel body = await ReadAsync(request, cancellation);
        if (body.UserIds is not { Count: > 0 } userIds)
        {
            throw new UserRepException(ServiceError.Invalid, "userIds: it is missing or empty. Send {\"userIds\": [\"…\"]}.");
        }

        if (userIds.Count > options.Grains.Reading.MaxUsers)
        {
            throw new TooLargeException($"userIds: there are {userIds.Count}. Ask for at most {options.Grains.Reading.MaxUsers} users at a time.");
        }

        EmbeddingBatch batch = await reader.ReadAsync(
            new EmbeddingQuery
            {
                UserIds = userIds,
                Version = body.Version,
                MaxAge = QueryText.MaxAge(body.MaxAge),
                MinPositions = body.MinPositions,
                AsOfMs = QueryText.AsOf(body.AsOf),
            },
            cancellation);
        bool isPacked = request.Headers.Accept.Any(a => a?.Contains(PackedEmbeddings.ContentType, StringComparison.OrdinalIgnoreCase) == true);
        return isPacked
            ? Results.Bytes(PackedEmbeddings.Write(batch), PackedEmbeddings.ContentType)
            : Results.Json(EmbeddingModels.Many(batch, userIds), ApiJson.Default.EmbeddingsModel);
    }

    private static async Task<BatchGetModel> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(request.Body, ApiJson.Default.BatchGetModel, cancellation) ?? new BatchGetModel(null, null, null, null, null);
        }
        catch (JsonException error)
        {
            throw new BadRequestException($"{error.Path}: {error.Message} Send {{\"userIds\": [\"…\"], \"version\": \"…\"}}.");
        }
    }
}
