using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using UserRep.Silo.Hosting;

namespace UserRep.Silo.Telemetry;

/// <summary>
/// Sends metrics, traces and logs to an OTLP receiver, if one is named: by <c>UserRep:OtlpEndpoint</c>, or by <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>.
/// Other <c>OTEL_EXPORTER_OTLP_</c> variables (protocol, headers, timeout) mean what OpenTelemetry says.
/// </summary>
internal static class OtlpExport
{
    private const string EndpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>An event's way by <c>UserRep</c>, commands to the database by Npgsql.</summary>
    private static readonly string[] _sources = ["UserRep", "Npgsql"];

    /// <summary>What is asked all the time, and says nothing of a request.</summary>
    private static readonly string[] _notTraced = ["/health", "/metrics"];

    public static void AddOtlpExport(this WebApplicationBuilder builder, TelemetryOptions options)
    {
        if (options.OtlpEndpoint is null && string.IsNullOrEmpty(builder.Configuration[EndpointVariable]))
        {
            return;
        }

        builder.Services.AddOpenTelemetry()
            .WithMetrics(metrics => metrics.AddOtlpExporter(otlp => Send(otlp, options.OtlpEndpoint, "metrics")))
            .WithTracing(traces => traces
                .AddSource(_sources)
                .AddAspNetCoreInstrumentation(http =>
                {
                    http.Filter = context => !Array.Exists(_notTraced, path => context.Request.Path.StartsWithSegments(path));

                    // A path may have a user's id in it; its route has not.
                    http.EnrichWithHttpResponse = (span, response) => span.SetTag("url.path", (response.HttpContext.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "nothing");
                })
                .SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(options.TracePercent / 100d)))
                .AddOtlpExporter(otlp => Send(otlp, options.OtlpEndpoint, "traces")));
        builder.Logging.AddOpenTelemetry(logs =>
        {
            logs.SetResourceBuilder(ResourceBuilder.CreateDefault().AddService("userrep"));
            logs.AddOtlpExporter(otlp => Send(otlp, options.OtlpEndpoint, "logs"));
        });
    }

    /// <returns>What to give instead if it is no address; null if it is one.</returns>
    public static string? Take(SiloOptions options, string value)
    {
        if (!Uri.TryCreate(value, UriKind.Absolute, out Uri? address) || address.Scheme is not ("http" or "https"))
        {
            return "Give an address such as http://127.0.0.1:4317.";
        }

        options.Telemetry.OtlpEndpoint = address;
        return null;
    }

    /// <summary>An address that is given in code is taken as it is, where the variable's is completed by each signal's path.</summary>
    private static void Send(OtlpExporterOptions otlp, Uri? endpoint, string signal)
    {
        if (endpoint is not null)
        {
            otlp.Endpoint = otlp.Protocol == OtlpExportProtocol.HttpProtobuf ? new Uri(endpoint, $"v1/{signal}") : endpoint;
        }
    }
}
