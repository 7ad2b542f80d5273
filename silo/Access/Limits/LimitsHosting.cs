using Microsoft.AspNetCore.Http.Features;
using UserRep.Silo.Grpc;
using UserRep.Silo.Problems;

namespace UserRep.Silo.Access.Limits;

/// <summary>Holds requests to what their callers may ask for, before anything is done for them.</summary>
internal static class LimitsHosting
{
    public static TBuilder Limited<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder => endpoints.WithMetadata(new LimitedAttribute());

    public static void UseLimits(this WebApplication app)
    {
        CallLimits limits = app.Services.GetRequiredService<CallLimits>();
        app.Use((context, next) => context.GetEndpoint()?.Metadata.GetMetadata<LimitedAttribute>() is null ? next(context) : HoldAsync(context, next, limits));
    }

    private static Task HoldAsync(HttpContext context, RequestDelegate next, CallLimits limits)
    {
        bool isGrpc = GrpcCalls.IsOne(context.Request);
        if (limits.Count(context.User, context.Connection.RemoteIpAddress) is { } tooMany)
        {
            return isGrpc ? GrpcCalls.RefuseAsync(context, GrpcFailures.Of(tooMany)) : ProblemResults.TooMany(tooMany).ExecuteAsync(context);
        }

        // Over gRPC it is the message that counts, which the service looks at: it can say what is wrong.
        if (!isGrpc && limits.MaxBytes(context.User) is { } most && context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size && !(size.MaxRequestBodySize < most))
        {
            size.MaxRequestBodySize = most;
        }

        return next(context);
    }
}
