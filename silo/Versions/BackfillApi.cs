using UserRep.Grains.Backfills;
using UserRep.Silo.Access;
using UserRep.Silo.Access.Auditing;
using UserRep.Silo.Json;

namespace UserRep.Silo.Versions;

/// <summary><c>/v1/versions/{version}/backfill</c>: users' states in a version's feature space, built for everybody ahead of need.</summary>
internal static class BackfillApi
{
    public static void MapBackfill(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/versions/{version}:backfill", StartAsync)
            .RequireAuthorization(Scopes.VersionsManage).Audited("backfill.start", "version")
            .WithSummary("Build the state of every user of the log for this version, below live traffic; go on where it was stopped.")
            .WithDescription("One that runs is left alone; one that is done is walked anew. Versions of one feature space share it. x-actor says who asks, and reason why, for the history.")
            .Accepts<ReasonModel>(isOptional: true, "application/json", "*/*")
            .Produces<BackfillModel>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
        routes.MapPost("/versions/{version}:stopBackfill", StopAsync)
            .RequireAuthorization(Scopes.VersionsManage).Audited("backfill.stop", "version")
            .WithSummary("Stop building; what is built stays.")
            .WithDescription("x-actor says who asks, and reason why, for the history.")
            .Accepts<ReasonModel>(isOptional: true, "application/json", "*/*")
            .Produces<BackfillModel>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapGet("/versions/{version}/backfill", GetAsync)
            .RequireAuthorization(Policies.Known)
            .WithSummary("How far it is, and how long the rest takes at the pace of the last half minute.")
            .WithDescription("state is none, running, resting (live traffic goes first), stopped or done. coverage is the share of the log's events that have been walked past.")
            .Produces<BackfillModel>()
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> StartAsync(string version, HttpRequest request, IBackfills backfills, CancellationToken cancellation) =>
        Answer(await backfills.StartAsync(version, RequestFacts.Actor(request), await RequestFacts.ReasonAsync(request, cancellation), cancellation), StatusCodes.Status202Accepted);

    private static async Task<IResult> StopAsync(string version, HttpRequest request, IBackfills backfills, CancellationToken cancellation) =>
        Answer(await backfills.StopAsync(version, RequestFacts.Actor(request), await RequestFacts.ReasonAsync(request, cancellation), cancellation));

    private static async Task<IResult> GetAsync(string version, IBackfills backfills, CancellationToken cancellation) => Answer(await backfills.FindAsync(version, cancellation));

    private static IResult Answer(BackfillStatus s, int status = StatusCodes.Status200OK) => Results.Json(
        new BackfillModel(
            s.FeatureSpace,
            s.Stage.ToString().ToLowerInvariant(),
            s.UsersDone,
            s.EventsWalked,
            s.EventsTotal,
            s.Coverage,
            s.UsersPerSecond,
            s.EstimatedSecondsLeft,
            s.StartedAt,
            s.EndedAt),
        ApiJson.Default.BackfillModel,
        statusCode: status);
}
