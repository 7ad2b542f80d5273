using UserRep.Silo.Problems;

namespace UserRep.Silo.Access;

/// <summary>Asks everybody for a key, but those who only ask whether the service is well.</summary>
internal static class ApiKeyGate
{
    private const string Bearer = "Bearer ";

    public static void UseApiKeys(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (context.Request.Path.StartsWithSegments("/health") || context.RequestServices.GetRequiredService<ApiKeys>().Admit(Given(context.Request.Headers)))
        {
            await next(context);
            return;
        }

        if (context.Request.ContentType?.StartsWith("application/grpc", StringComparison.Ordinal) == true)
        {
            // A gRPC client reads the status from here.
            context.Response.StatusCode = StatusCodes.Status200OK;
            context.Response.ContentType = "application/grpc";
            context.Response.Headers["grpc-status"] = "16";
            context.Response.Headers["grpc-message"] = "A key is missing or wrong; send one as x-api-key.";
            return;
        }

        await ProblemResults.Unauthorized().ExecuteAsync(context);
    });

    /// <summary>Prometheus and others who send no headers of their own can send the key as a bearer token.</summary>
    private static string? Given(IHeaderDictionary headers) =>
        headers[ApiKeys.Header] is [{ } key] ? key
        : headers.Authorization is [{ } token] && token.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? token[Bearer.Length..]
        : null;
}
