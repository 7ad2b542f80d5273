using UserRep.Grains.Status;
using UserRep.Grains.Vitals;
using UserRep.Silo.Access;
using UserRep.Silo.Json;
using UserRep.Silo.Problems;

namespace UserRep.Silo.Status;

/// <summary><c>/v1/status</c> and <c>/v1/vitals</c>: how this silo and all of them are doing.</summary>
internal static class StatusApi
{
    public static void MapStatus(this IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/status", async (IServiceStatus status, CancellationToken cancellation) => Results.Json(await status.ReadAsync(cancellation), ApiJson.Default.ServiceStatus))
            .RequireAuthorization(Policies.Known)
            .WithSummary("How the service is doing: live users, vectors computed, and how far each partition is.")
            .Produces<ServiceStatus>();
        routes
            .MapGet("/vitals", async (string? since, IClusterVitals vitals, CancellationToken cancellation) => Results.Json(await vitals.ReadAsync(Since(since), cancellation), ApiJson.Default.ClusterVitals))
            .RequireAuthorization(Policies.Known)
            .WithSummary("How every silo is doing, second by second of the last five minutes.")
            .WithDescription("Counts are of all since the silo's start: two samples make a rate. since: only samples after that moment. A silo that does not answer within a second is named as silent.")
            .Produces<ClusterVitals>()
            .ProducesProblem(StatusCodes.Status400BadRequest);
    }

    private static long Since(string? text) => text is null ? 0
        : Moments.TryRead(text, out long ms) ? ms
        : throw new BadRequestException($"since: \"{text}\" is no moment. Give milliseconds since 1970 UTC, or ISO 8601 such as 2026-01-31T12:00:00Z.");
}
