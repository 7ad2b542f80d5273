using System.Security.Claims;
using System.Text.Json;
using UserRep.Grains.Errors;
using UserRep.Grains.Reading;
using UserRep.Silo.Access;
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
            .RequireAuthorization(Scopes.EmbeddingsRead)
            .WithSummary("A user's vector, of the version named, or for a consumer of the one the plan has, or of the current one; never of another.")
            .WithDescription("consumer: a registered downstream model, in whose name the read counts. maxAge (10s, 5m, 1h): computed anew if older. minPosition: what an acknowledgement returned must be part of it. asOf: as of a moment, from what had happened by then.")
            .Produces<EmbeddingModel>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status410Gone)
            .ProducesProblem(StatusCodes.Status429TooManyRequests)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        routes.MapPost("/embeddings:batchGet", BatchGetAsync)
            .RequireAuthorization(Scopes.EmbeddingsRead)
            .WithSummary("Vectors of many users, all of one version; with a consumer in groups, one per version.")
            .WithDescription($"As JSON, or with Accept: application/octet-stream packed. {PackedEmbeddings.Form}")
            .Accepts<BatchGetModel>("application/json")
            .Produces<EmbeddingsModel>(StatusCodes.Status200OK, "application/json", PackedEmbeddings.ContentType)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status410Gone)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status429TooManyRequests)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<IResult> GetAsync(
        string id, string? version, string? consumer, string? maxAge, string? minPosition, string? asOf, ClaimsPrincipal user, IEmbeddingReader reader, CancellationToken cancellation)
    {
        user.MustReadFor(consumer);
        EmbeddingQuery query = new()
        {
            UserIds = [id],
            Version = version,
            MaxAge = QueryText.MaxAge(maxAge),
            MinPositions = [QueryText.MinPosition(minPosition)],
            AsOfMs = QueryText.AsOf(asOf),
        };
        EmbeddingBatch batch = string.IsNullOrEmpty(consumer)
            ? await reader.ReadAsync(query, cancellation)
            : (await reader.ReadForAsync(consumer, isWhole: false, query, cancellation))[0].Batch;
        return batch.Infos[0].Failure is { } failure ? throw failure : Results.Json(EmbeddingModels.One(batch, 0, id), ApiJson.Default.EmbeddingModel);
    }

    private static async Task<IResult> BatchGetAsync(HttpRequest request, IEmbeddingReader reader, SiloOptions options, CancellationToken cancellation)
    {
        BatchGetModel body = await ReadAsync(request, cancellation);
        request.HttpContext.User.MustReadFor(body.Consumer);
        if (body.UserIds is not { Count: > 0 } userIds)
        {
            throw new UserRepException(ServiceError.Invalid, "userIds: it is missing or empty. Send {\"userIds\": [\"…\"]}.");
        }

        if (userIds.Count > options.Grains.Reading.MaxUsers)
        {
            throw new TooLargeException($"userIds: there are {userIds.Count}. Ask for at most {options.Grains.Reading.MaxUsers} users at a time.");
        }

        EmbeddingQuery query = new()
        {
            UserIds = userIds,
            Version = body.Version,
            MaxAge = QueryText.MaxAge(body.MaxAge),
            MinPositions = body.MinPositions,
            AsOfMs = QueryText.AsOf(body.AsOf),
        };
        bool isPacked = request.Headers.Accept.Any(a => a?.Contains(PackedEmbeddings.ContentType, StringComparison.OrdinalIgnoreCase) == true);
        if (!string.IsNullOrEmpty(body.Consumer))
        {
            return await BatchGetForAsync(body.Consumer, body.SingleVersion == true, query, isPacked, reader, cancellation);
        }

        EmbeddingBatch batch = await reader.ReadAsync(query, cancellation);
        return isPacked
            ? Results.Bytes(PackedEmbeddings.Write(batch), PackedEmbeddings.ContentType)
            : Results.Json(EmbeddingModels.Many(batch, userIds), ApiJson.Default.EmbeddingsModel);
    }

    private static async Task<IResult> BatchGetForAsync(
        string consumer, bool isWhole, EmbeddingQuery query, bool isPacked, IEmbeddingReader reader, CancellationToken cancellation)
    {
        if (isPacked && !isWhole && query.Version is null)
        {
            throw new BadRequestException("singleVersion: packed vectors are of one version, and a consumer's may be of two. Set it to true, or ask for JSON.");
        }

        IReadOnlyList<EmbeddingGroup> groups = await reader.ReadForAsync(consumer, isWhole, query, cancellation);
        if (isPacked && groups[0].Batch.Compatible is not null)
        {
            throw new BadRequestException("version: it is retired, and packed vectors cannot say what they were mapped from. Ask for JSON.");
        }

        return isPacked
            ? Results.Bytes(PackedEmbeddings.Write(groups[0].Batch), PackedEmbeddings.ContentType)
            : Results.Json(
                new EmbeddingGroupsModel([.. groups.Select(g => EmbeddingModels.Many(g.Batch, g.Users is { } users ? [.. users.Select(u => query.UserIds[u])] : query.UserIds))]),
                ApiJson.Default.EmbeddingGroupsModel);
    }

    private static async Task<BatchGetModel> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(request.Body, ApiJson.Default.BatchGetModel, cancellation) ?? new BatchGetModel(null, null, null, null, null, null, null);
        }
        catch (JsonException error)
        {
            throw new BadRequestException($"{error.Path}: {error.Message} Send {{\"userIds\": [\"…\"], \"version\": \"…\"}}.");
        }
    }
}
