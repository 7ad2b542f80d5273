using System.Diagnostics;
using System.Globalization;

namespace UserRep.Silo.Access.Auditing;

/// <summary>Writes a line for each call of an endpoint that is marked for it, whoever called and whatever came of it: what was refused, too.</summary>
internal static partial class AuditLog
{
    public const string Category = "UserRep.Audit";

    private const int MaxTarget = 200;

    public static TBuilder Audited<TBuilder>(this TBuilder endpoint, string action, string? routeValue = null)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new AuditedAttribute(action, routeValue));

    /// <summary>Writes a line for what is done by another way than a call of an endpoint.</summary>
    public static void Wrote(ILoggerFactory loggers, string action, string target, string identity, string status) =>
        Called(loggers.CreateLogger(Category), action, target, identity, status, Activity.Current?.TraceId.ToString() ?? "none");

    public static void UseAudit(this WebApplication app)
    {
        ILogger logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(Category);
        app.Use((context, next) => context.GetEndpoint()?.Metadata.GetMetadata<AuditedAttribute>() is { } audited ? WriteAsync(context, next, audited, logger) : next(context));
    }

    private static async Task WriteAsync(HttpContext context, RequestDelegate next, AuditedAttribute audited, ILogger logger)
    {
        bool isDone = false;
        try
        {
            await next(context);
            isDone = true;
        }
        finally
        {
            Called(
                logger,
                audited.Action,
                Target(context, audited),
                context.User.Identity is { IsAuthenticated: true, Name: { } name } ? name : "nobody who is known",
                isDone ? Status(context.Response) : "failed",
                Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier);
        }
    }

    private static string Target(HttpContext context, AuditedAttribute audited)
    {
        string target = context.Features.Get<AuditTarget>()?.Text ?? (audited.RouteValue is { } part ? context.GetRouteValue(part) as string : null) ?? "none that is known";

        // It may come from anybody, and must not look like a line of its own.
        return string.Concat(target.Take(MaxTarget).Select(c => char.IsControl(c) ? '\uFFFD' : c));
    }

    /// <summary>Over gRPC every answer is 200, and what became of it stands behind it, or in its head if there is nothing else.</summary>
    private static string Status(HttpResponse response)
    {
        if (response.HttpContext.RequestAborted.IsCancellationRequested)
        {
            return "no answer, the caller has gone";
        }

        string? grpc = response.HttpContext.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpResponseTrailersFeature>()?.Trailers["grpc-status"].FirstOrDefault()
            ?? response.Headers["grpc-status"].FirstOrDefault();
        return grpc is null ? response.StatusCode.ToString(CultureInfo.InvariantCulture) : $"grpc {grpc}";
    }

    [LoggerMessage(2301, LogLevel.Information, "{Action} of {Target} by {Identity}: {Status}, trace {TraceId}.")]
    private static partial void Called(ILogger logger, string action, string target, string identity, string status, string traceId);
}
