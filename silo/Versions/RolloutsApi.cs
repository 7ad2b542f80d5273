using UserRep.Grains.Versions.Rollouts;
using UserRep.Grains.Versions.Rollouts.Plans;
using UserRep.Silo.Access;
using UserRep.Silo.Access.Auditing;
using UserRep.Silo.Json;

namespace UserRep.Silo.Versions;

/// <summary><c>/v1/versions/{version}/plan</c>: how a version goes from the shadow to current by itself, or back.</summary>
internal static class RolloutsApi
{
    private const string Facts = "If-Match names the revision (ETag) of the version that this is meant for; x-actor says who asks, and reason why, for the history.";

    private const string About = $"""
        The version follows the plan from where it stands (validated, shadow or canary), in the place of one it followed. Without a body, or without steps, it is the default plan, which GET shows of a version that has none. It may be sent as YAML, too.
        Steps are shadow, then canaries that grow, then current; a plan may end sooner. A step begins when the one before has passed: its soak, its samples (vectors computed) and its gates; approval manual: and when somebody approved of it. A failed gate takes the version back at once, within a period.
        Metrics: encodeErrorRate, nonFinite (a count), encodeP99Ms, encodeP99Ratio, normRatio, spread (share of dimensions in which users differ), neighbourOverlap (of the 10 nearest, 0 to 1), coverage (0 to 1), shareDeviation (percentage points, canary only), unknownItemShare, and consumer:NAME:METRIC.
        """;

    public static void MapRollouts(this IEndpointRouteBuilder routes)
    {
        routes.MapPut("/versions/{version}/plan", PutAsync)
            .RequireAuthorization(Scopes.VersionsManage).Audited("plan.put", "version")
            .WithSummary("Have a version follow a plan, which starts at once.")
            .WithDescription($"{About} {Facts}")
            .Accepts<PlanDraft>(isOptional: true, "application/json", [.. PlanBody.OtherTypes])
            .Produces<RolloutModel>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed);
        routes.MapGet("/versions/{version}/plan", GetAsync)
            .RequireAuthorization(Policies.Known)
            .WithSummary("A version's plan, where it stands, what its gates said last and what it waits for.")
            .Produces<RolloutModel>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        Map(routes, "pause", "Have the version's plan move nothing, not even back, until it is resumed.", static r => r.PauseAsync);
        Map(routes, "resume", "Go on with the version's plan.", static r => r.ResumeAsync);
        Map(routes, "approve", "Say yes to the next step of the version's plan. It begins once the gates have passed, too.", static r => r.ApproveAsync);
    }

    private delegate Task<RolloutStatus> Act(string version, string actor, string? reason, long? ifRevision, CancellationToken cancellation);

    private static void Map(IEndpointRouteBuilder routes, string name, string summary, Func<IRollouts, Act> act) =>
        routes.MapPost($"/versions/{{version}}:{name}", async (string version, HttpRequest request, IRollouts rollouts, CancellationToken cancellation) =>
                Answer(request, await act(rollouts)(version, RequestFacts.Actor(request), await RequestFacts.ReasonAsync(request, cancellation), RequestFacts.IfRevision(request), cancellation)))
            .RequireAuthorization(Scopes.VersionsManage).Audited($"plan.{name}", "version")
            .WithSummary(summary)
            .WithDescription(Facts)
            .Accepts<ReasonModel>(isOptional: true, "application/json", "*/*")
            .Produces<RolloutModel>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed);

    private static async Task<IResult> PutAsync(string version, HttpRequest request, IRollouts rollouts, CancellationToken cancellation)
    {
        PlanDraft? draft = await PlanBody.ReadAsync(request, cancellation);
        return Answer(request, await rollouts.PutAsync(version, draft, RequestFacts.Actor(request), RequestFacts.IfRevision(request), cancellation));
    }

    private static async Task<IResult> GetAsync(string version, HttpRequest request, IRollouts rollouts, CancellationToken cancellation) =>
        Answer(request, await rollouts.FindAsync(version, cancellation));

    private static IResult Answer(HttpRequest request, RolloutStatus status)
    {
        request.HttpContext.Response.Headers.ETag = RequestFacts.Tag(status.Revision);
        return Results.Json(RolloutModelText.Model(status), ApiJson.Default.RolloutModel);
    }
}
