using UserRep.Grains.Versions;
using UserRep.Grains.Versions.Lifecycle;
using UserRep.Silo.Access;
using UserRep.Silo.Access.Auditing;
using UserRep.Silo.Json;

namespace UserRep.Silo.Versions;

/// <summary><c>/v1/versions/{version}:…</c>: the stages of a version.</summary>
internal static class VersionMovesApi
{
    private const string Example = "{\"reason\": \"…\", \"force\": false, \"share\": 10}";

    public static void MapVersionMoves(this IEndpointRouteBuilder routes)
    {
        Map(routes, "validate", VersionAction.Validate, "Open and verify its bundle anew, for another try after a rollback.");
        Map(routes, "shadow", VersionAction.Shadow, "Run a share of the live encodes on it, too (share in percent, all if left out). Nobody is served it.");
        Map(routes, "canary", VersionAction.Canary, "Serve it to a share of the users (share in percent, which only grows) of the consumers that accept it.");
        Map(routes, "promote", VersionAction.Promote, "Make it current; what was current drains. Past the stages only by force, with a reason.");
        Map(routes, "rollback", VersionAction.RollBack, "Take it back; if it was current, what was current before is so again.");
        Map(routes, "drain", VersionAction.Drain, "Begin to do without it.");
        Map(routes, "retire", VersionAction.Retire, "Free it, when no consumer would read it and nobody has for the drain window. deleteFiles: its copy, too.");
    }

    private static void Map(IEndpointRouteBuilder routes, string name, VersionAction action, string summary) =>
        routes.MapPost($"/versions/{{version}}:{name}", (string version, HttpRequest request, IVersionRegistry versions, CancellationToken cancellation) => MoveAsync(version, action, request, versions, cancellation))
            .RequireAuthorization(Scopes.VersionsManage).Audited($"version.{name}", "version")
            .WithSummary(summary)
            .WithDescription("If-Match names the revision (ETag) that the move is meant for; x-actor says who asks, for the history.")
            .Accepts<MoveModel>(isOptional: true, "application/json", "*/*")
            .Produces<VersionModel>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<IResult> MoveAsync(string version, VersionAction action, HttpRequest request, IVersionRegistry versions, CancellationToken cancellation)
    {
        MoveModel? body = await RequestFacts.BodyAsync(request, ApiJson.Default.MoveModel, Example, cancellation);
        VersionSummary moved = await versions.ChangeAsync(
            new VersionChange
            {
                Version = version,
                Action = action,
                Actor = RequestFacts.Actor(request),
                Reason = body?.Reason,
                IsForced = body?.Force == true,
                IfRevision = RequestFacts.IfRevision(request),
                Share = body?.Share,
            },
            cancellation);
        if (action == VersionAction.Retire && body?.DeleteFiles == true)
        {
            await versions.DeleteFilesAsync(version, cancellation);
        }

        return VersionsApi.Answer(request.HttpContext.Response, moved);
    }
}
