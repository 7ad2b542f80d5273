using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using UserRep.Silo.Access;

namespace UserRep.Silo.Metrics;

/// <summary><c>/metrics</c>: what can be measured of this silo, in the text format of Prometheus; <c>deploy/metrics.md</c> lists it.</summary>
internal static class MetricsApi
{
    /// <summary>Beside the service's own: the runtime, requests over HTTP, and connections to the database.</summary>
    private static readonly string[] _meters = ["UserRep", "System.Runtime", "Microsoft.AspNetCore.Hosting", "Npgsql"];

    public static void AddMetrics(this WebApplicationBuilder builder) =>
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("userrep"))
            .WithMetrics(metrics => metrics.AddMeter(_meters).AddPrometheusExporter(exporter => exporter.ScopeInfoEnabled = false));

    public static void MapMetrics(this WebApplication app) => app.MapPrometheusScrapingEndpoint("/metrics").RequireAuthorization(Policies.Known);
}
