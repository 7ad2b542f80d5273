using UserRep.Grains.Versions.Switches;
using UserRep.Silo.Access;
using UserRep.Silo.Access.Auditing;
using UserRep.Silo.Json;
using UserRep.Silo.Problems;

namespace UserRep.Silo.Versions;

/// <summary><c>/v1/switches</c>: all consumers from one version to another at once.</summary>
internal static class SwitchesApi
{
    private const string PrepareExample = "{\"to\": \"…\", \"reason\": \"…\"}";
    private const string EndExample = "{\"reason\": \"…\", \"force\": false}";

    public static void MapSwitches(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/switches", PrepareAsync)
            .RequireAuthorization(Scopes.VersionsManage).Audited("switch.prepare")
            .WithSummary("Prepare a switch from the current version to the one in canary.")
            .Accepts<PrepareModel>("application/json")
            .Produces<SwitchModel>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
        routes.MapGet("/switches", ListAsync).RequireAuthorization(Policies.Known)
            .WithSummary("All switches, the newest first.")
            .WithDescription("Whoever was not answered when he prepared one finds it here.")
            .Produces<SwitchesModel>();
        routes.MapGet("/switches/{id}", GetAsync).RequireAuthorization(Policies.Known).WithSummary("A switch, and the consumers that are late.").Produces<SwitchModel>().ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapPost("/switches/{id}:commit", CommitAsync)
            .RequireAuthorization(Scopes.VersionsManage).Audited("switch.commit", "id")
            .WithSummary("Move every consumer at once. When it returns, no read is routed to the old version.")
            .WithDescription("A consumer that reads the old version and does not accept the new one blocks, unless forced with a reason.")
            .Accepts<EndSwitchModel>(isOptional: true, "application/json", "*/*")
            .Produces<SwitchModel>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        routes.MapPost("/switches/{id}:abort", AbortAsync)
            .RequireAuthorization(Scopes.VersionsManage).Audited("switch.abort", "id")
            .WithSummary("Call a prepared switch off.")
            .Accepts<EndSwitchModel>(isOptional: true, "application/json", "*/*")
            .Produces<SwitchModel>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> PrepareAsync(HttpRequest request, ISwitches switches, CancellationToken cancellation)
    {
        PrepareModel? body = await RequestFacts.BodyAsync(request, ApiJson.Default.PrepareModel, PrepareExample, cancellation);
        string to = body?.To ?? throw new BadRequestException($"to: it is missing. Send {PrepareExample}, as application/json.");
        AuditTarget.Set(request.HttpContext, to);
        return Answer(await switches.PrepareAsync(to, RequestFacts.Actor(request), body.Reason, cancellation), StatusCodes.Status201Created);
    }

    private static async Task<IResult> ListAsync(ISwitches switches, CancellationToken cancellation) =>
        Results.Json(new SwitchesModel([.. (await switches.ListAsync(cancellation)).Select(Model)]), ApiJson.Default.SwitchesModel);

    private static async Task<IResult> GetAsync(string id, ISwitches switches, CancellationToken cancellation) => Answer(await switches.FindAsync(id, cancellation));

    private static async Task<IResult> CommitAsync(string id, HttpRequest request, ISwitches switches, CancellationToken cancellation)
    {
        EndSwitchModel? body = await RequestFacts.BodyAsync(request, ApiJson.Default.EndSwitchModel, EndExample, cancellation);
        return Answer(await switches.CommitAsync(id, RequestFacts.Actor(request), body?.Reason, body?.Force == true, cancellation));
    }

    private static async Task<IResult> AbortAsync(string id, HttpRequest request, ISwitches switches, CancellationToken cancellation)
    {
        EndSwitchModel? body = await RequestFacts.BodyAsync(request, ApiJson.Default.EndSwitchModel, EndExample, cancellation);
        return Answer(await switches.AbortAsync(id, RequestFacts.Actor(request), body?.Reason, cancellation));
    }

    private static IResult Answer(SwitchInfo s, int status = StatusCodes.Status200OK) => Results.Json(Model(s), ApiJson.Default.SwitchModel, statusCode: status);

    private static SwitchModel Model(SwitchInfo s) =>
        new(s.Id, s.From, s.To, s.State.ToString().ToLowerInvariant(), s.State == SwitchState.Prepared && s.Late.Length == 0, s.Late, s.PreparedAt, s.EndedAt);
}
