using Grpc.Core;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Infrastructure;
using Microsoft.AspNetCore.Authorization.Policy;
using UserRep.Silo.Access.SignIn;
using UserRep.Silo.Grpc;
using UserRep.Silo.Problems;

namespace UserRep.Silo.Access;

/// <summary>Tells those who are refused why, in the form that their kind of call has.</summary>
internal sealed class AccessRefusals : IAuthorizationMiddlewareResultHandler
{
    private const string Unknown = $"A key is missing or wrong; send one as {KeyHandler.Header}.";

    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded)
        {
            return next(context);
        }

        string? why = authorizeResult.Forbidden ? Lacking(context, authorizeResult.AuthorizationFailure) : null;
        if (GrpcCalls.IsOne(context.Request))
        {
            return GrpcCalls.RefuseAsync(context, why is null ? StatusCode.Unauthenticated : StatusCode.PermissionDenied, why ?? Unknown);
        }

        if (why is null && HttpMethods.IsGet(context.Request.Method) && context.Request.Headers.Accept.Any(a => a?.Contains("text/html", StringComparison.OrdinalIgnoreCase) == true))
        {
            context.Response.Redirect(ReturnPath.SignIn(context.Request));
            return Task.CompletedTask;
        }

        return (why is null ? ProblemResults.Unauthorized() : ProblemResults.Forbidden(why)).ExecuteAsync(context);
    }

    private static string Lacking(HttpContext context, AuthorizationFailure? failure)
    {
        string[] scopes = [.. (failure?.FailedRequirements ?? []).OfType<ClaimsAuthorizationRequirement>().Where(r => r.ClaimType == AccessClaims.Scope).SelectMany(r => r.AllowedValues ?? [])];
        return scopes.Length > 0
            ? $"\"{context.User.Identity?.Name}\" lacks the scope {string.Join(" or ", scopes)}. Give it to that identity, or come as one that has it."
            : "The address says nothing of who may ask, so that nobody may.";
    }
}
