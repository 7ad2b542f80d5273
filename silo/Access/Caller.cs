using System.Security.Claims;
using UserRep.Silo.Problems;

namespace UserRep.Silo.Access;

/// <summary>What is asked of a caller beyond scopes.</summary>
internal static class Caller
{
    /// <summary>Who it is; null where everybody may come in and nobody says who he is.</summary>
    public static string? Name(this ClaimsPrincipal user) =>
        user.Identity is { IsAuthenticated: true, AuthenticationType: not AccessSchemes.Open, Name: { } name } ? name : null;

    /// <summary>The only consumer that it may read for; null for any and none.</summary>
    public static string? BoundTo(this ClaimsPrincipal user) => user.FindFirst(AccessClaims.Consumer)?.Value;

    /// <summary>
    /// A read by somebody who is bound to a consumer has to name it. It is not taken for it unasked: its answer could be of two versions, and a
    /// caller who did not ask for a consumer's vectors would take them for one.
    /// </summary>
    /// <exception cref="ForbiddenException">It names another, or none.</exception>
    public static void MustReadFor(this ClaimsPrincipal user, string? consumer)
    {
        if (user.BoundTo() is { } bound && bound != consumer)
        {
            throw new ForbiddenException($"\"{user.Identity?.Name}\" is bound to the consumer \"{bound}\" and reads for it alone; this read names {(string.IsNullOrEmpty(consumer) ? "none" : $"\"{consumer}\"")}. Name it as the consumer.");
        }
    }

    /// <summary>What is known of a user beside vectors is for no consumer.</summary>
    /// <exception cref="ForbiddenException">The caller is bound to one.</exception>
    public static void MustBeUnbound(this ClaimsPrincipal user)
    {
        if (user.BoundTo() is { } bound)
        {
            throw new ForbiddenException($"\"{user.Identity?.Name}\" is bound to the consumer \"{bound}\" and reads vectors for it alone; this takes {Scopes.EmbeddingsRead} of an identity without a consumer.");
        }
    }

    /// <exception cref="ForbiddenException">The caller is neither bound to that consumer nor manages all of them.</exception>
    public static void MustSpeakFor(this ClaimsPrincipal user, string consumer)
    {
        if (user.BoundTo() != consumer && !user.HasClaim(AccessClaims.Scope, Scopes.VersionsManage))
        {
            throw new ForbiddenException($"\"{user.Identity?.Name}\" is not bound to the consumer \"{consumer}\" and lacks the scope {Scopes.VersionsManage}. Bind it to that consumer, or give it the scope.");
        }
    }
}
