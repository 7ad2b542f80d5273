using UserRep.Grains.Status;
using UserRep.Silo.Json;

namespace UserRep.Silo.Status;

/// <summary><c>/v1/status</c>: how the service is doing.</summary>
internal static class StatusApi
{
    public static void MapStatus(this IEndpointRouteBuilder routes) => routes
        .MapGet("/status", async (IServiceStatus status, CancellationToken cancellation) => Results.Json(await status.ReadAsync(cancellation), ApiJson.Default.ServiceStatus))
        .WithSummary("How the service is doing: live users, vectors computed, and how far each partition is.")
        .Produces<ServiceStatus>();
}
