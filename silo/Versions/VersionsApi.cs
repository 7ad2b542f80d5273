using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using UserRep.Grains.Errors;
using UserRep.Grains.Versions;
using UserRep.Silo.Access;
using UserRep.Silo.Access.Auditing;
using UserRep.Silo.Hosting;
using UserRep.Silo.Json;
using UserRep.Silo.Problems;

namespace UserRep.Silo.Versions;

/// <summary><c>/v1/versions</c>: the models.</summary>
internal static class VersionsApi
{
    private const string MakeCurrentExample = "{\"reason\": \"…\", \"force\": false}";

    public static void MapVersions(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/versions", ListAsync).RequireAuthorization(Policies.Known).WithSummary("All versions, the newest first.").Produces<VersionsModel>();
        routes.MapPost("/versions", PostAsync)
            .RequireAuthorization(Scopes.VersionsManage).Audited("version.register")
            .WithSummary("Register a bundle: a .zip as application/zip, or {\"path\": \"…\"} of one in the service's model directory.")
            .Accepts<object>("application/zip", "application/octet-stream", "application/json")
            .Produces<VersionModel>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        routes.MapGet("/versions/{version}", GetAsync)
            .RequireAuthorization(Policies.Known)
            .WithSummary("One version, and its revision as ETag.")
            .Produces<VersionModel>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapPost("/versions/{version}:makeCurrent", MakeCurrentAsync)
            .RequireAuthorization(Scopes.VersionsManage).Audited("version.makeCurrent", "version")
            .WithSummary("Past the stages: reads that name no version get this one from now on, and what was current drains.")
            .WithDescription("One whose vectors are known to be others than the log gives is refused, unless forced with a reason. x-actor says who asks, for the history.")
            .Accepts<MakeCurrentModel>(isOptional: true, "application/json", "*/*")
            .Produces<VersionModel>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> ListAsync(IVersionRegistry versions, CancellationToken cancellation) =>
        Results.Json(new VersionsModel([.. (await versions.ListAsync(cancellation)).Select(Model)]), ApiJson.Default.VersionsModel);

    private static async Task<IResult> GetAsync(string version, HttpResponse response, IVersionRegistry versions, CancellationToken cancellation)
    {
        IReadOnlyList<VersionSummary> all = await versions.ListAsync(cancellation);
        VersionSummary found = all.FirstOrDefault(v => v.Version == version) ?? throw new UserRepException(
            ServiceError.VersionNotFound, $"There is no version \"{version}\". {(all.Count == 0 ? "None is registered yet." : $"Those there are: {string.Join(", ", all.Select(v => v.Version))}.")}");
        return Answer(response, found);
    }

    private static async Task<IResult> MakeCurrentAsync(string version, HttpRequest request, IVersionRegistry versions, CancellationToken cancellation)
    {
        MakeCurrentModel? body = await RequestFacts.BodyAsync(request, ApiJson.Default.MakeCurrentModel, MakeCurrentExample, cancellation);
        return Answer(request.HttpContext.Response, await versions.MakeCurrentAsync(version, RequestFacts.Actor(request), body?.Reason, body?.Force == true, ifRevision: null, cancellation));
    }

    private static async Task<IResult> PostAsync(
        HttpRequest request, IVersionRegistry versions, IncomingBundles incoming, SiloOptions options, CancellationToken cancellation)
    {
        string? type = request.ContentType;
        if (type?.StartsWith("application/zip", StringComparison.OrdinalIgnoreCase) == true || type?.StartsWith("application/octet-stream", StringComparison.OrdinalIgnoreCase) == true)
        {
            Limit(request, options.MaxBundleBytes);
            return await incoming.UseAsync(request.Body, file => RegisterAsync(file, request, versions, cancellation), cancellation);
        }

        if (type?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) != true)
        {
            throw new UnsupportedTypeException(type);
        }

        return await RegisterAsync(await NamedAsync(request, options, cancellation), request, versions, cancellation);
    }

    private static void Limit(HttpRequest request, long most)
    {
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = most;
        }
    }

    private static async Task<string> NamedAsync(HttpRequest request, SiloOptions options, CancellationToken cancellation)
    {
        RegisterModel? body;
        try
        {
            body = await JsonSerializer.DeserializeAsync(request.Body, ApiJson.Default.RegisterModel, cancellation);
        }
        catch (JsonException)
        {
            throw new BadRequestException("The body is neither a bundle nor JSON. Send a .zip as application/zip, or {\"path\": \"…\"}.");
        }

        if (options.ModelDirectory is null)
        {
            throw new BadRequestException("path: the service has no model directory. Set UserRep:ModelDirectory, or upload the bundle as application/zip.");
        }

        string root = Path.GetFullPath(options.ModelDirectory);
        string path = Path.GetFullPath(Path.Combine(root, body?.Path ?? string.Empty));
        bool isInside = path.StartsWith(root.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
        return isInside && Path.Exists(path)
            ? path
            : throw new BadRequestException($"path: \"{body?.Path}\" is not in the model directory. Name a bundle's folder or .zip in it.");
    }

    private static async Task<IResult> RegisterAsync(string path, HttpRequest request, IVersionRegistry versions, CancellationToken cancellation)
    {
        VersionSummary version = await versions.RegisterAsync(path, RequestFacts.Actor(request), cancellation);
        AuditTarget.Set(request.HttpContext, version.Version);
        return Answer(request.HttpContext.Response, version, StatusCodes.Status201Created);
    }

    /// <summary>A version, with its revision for whoever wants to move it from where it stands.</summary>
    internal static IResult Answer(HttpResponse response, VersionSummary version, int status = StatusCodes.Status200OK)
    {
        response.Headers.ETag = RequestFacts.Tag(version.Revision);
        return Results.Json(Model(version), ApiJson.Default.VersionModel, statusCode: status);
    }

    private static VersionModel Model(VersionSummary v) => new(
        v.Version,
        v.State.Name(),
        v.Space,
        v.FeatureSpace,
        v.Dimension,
        v.Items,
        v.CreatedAt,
        v.RegisteredAt,
        v.TrainingCut,
        v.Parent,
        v.Reason,
        v.EventTypes,
        v.Revision,
        v.Since == default ? null : v.Since,
        v.Share > 0 ? v.Share : null,
        v.IsClosed ? true : null);
}
