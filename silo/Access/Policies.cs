using Microsoft.AspNetCore.Authorization;

namespace UserRep.Silo.Access;

/// <summary>What endpoints ask of callers: one policy per scope, and those that no scope says. An endpoint that names none is open to nobody.</summary>
internal static class Policies
{
    /// <summary>Whoever is known, whatever the scopes.</summary>
    public const string Known = "known";

    /// <summary>Whoever may speak for a consumer; for which one, <see cref="Caller.MustSpeakFor"/> looks at.</summary>
    public const string Consumer = "consumer";

    public static void AddPolicies(this IServiceCollection services)
    {
        AuthorizationBuilder policies = services.AddAuthorizationBuilder()
            .AddPolicy(Known, policy => policy.RequireAuthenticatedUser())
            .AddPolicy(Consumer, policy => policy.RequireAuthenticatedUser().RequireClaim(AccessClaims.Scope, Scopes.EmbeddingsRead, Scopes.VersionsManage))
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().AddRequirements(new NothingThereRequirement()).Build());
        foreach (string scope in Scopes.All)
        {
            policies.AddPolicy(scope, policy => policy.RequireAuthenticatedUser().RequireClaim(AccessClaims.Scope, scope));
        }

        services.AddSingleton<IAuthorizationMiddlewareResultHandler, AccessRefusals>();
    }
}
