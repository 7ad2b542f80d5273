using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace UserRep.Silo.Health;

/// <summary><c>/health</c>: alive, and ready.</summary>
internal static class HealthApi
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        routes.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains("ready"), ResponseWriter = WriteAsync }).AllowAnonymous();
    }

    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        IEnumerable<string> reasons = report.Entries.Values.Where(e => e.Description is not null).Select(e => e.Description!);
        context.Response.ContentType = "text/plain; charset=utf-8";
        string standing = report.Status switch
        {
            HealthStatus.Healthy => "Ready",
            HealthStatus.Degraded => "Ready, but ",
            _ => "Not ready: ",
        };
        return context.Response.WriteAsync(standing + string.Join(' ', reasons), context.RequestAborted);
    }
}
