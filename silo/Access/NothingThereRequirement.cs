using Microsoft.AspNetCore.Authorization;

namespace UserRep.Silo.Access;

/// <summary>
/// Lets through to "no such address" and "no such method", behind which nothing is to be guarded. An endpoint that was mapped and names no policy
/// is refused: it was forgotten.
/// </summary>
internal sealed class NothingThereRequirement : AuthorizationHandler<NothingThereRequirement>, IAuthorizationRequirement
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, NothingThereRequirement requirement)
    {
        // What routing itself answers with is no route.
        if (context.Resource is HttpContext http && http.GetEndpoint() is not RouteEndpoint)
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}
