using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using UserRep.Silo.Access;

namespace UserRep.Silo.Dashboard.Access;

/// <summary>Who looks at the dashboard, and what they may do: the one place of the dashboard that knows of access.</summary>
internal sealed class Viewer(AuthenticationStateProvider authentication)
{
    private const string Somebody = "dashboard";

    /// <summary>Gets their name, for the history.</summary>
    public string Name { get; private set; } = Somebody;

    /// <summary>Gets a value indicating whether they may change something.</summary>
    public bool MayOperate { get; private set; }

    /// <summary>Gets a value indicating whether they may see what is known of a user.</summary>
    public bool MayLookUp { get; private set; }

    /// <summary>Asks who it is. Before that, nobody may change anything.</summary>
    public async Task LearnAsync()
    {
        ClaimsPrincipal user = (await authentication.GetAuthenticationStateAsync()).User;
        Name = user.Name() ?? Somebody;
        MayOperate = user.HasClaim(AccessClaims.Scope, Scopes.DashboardOperate);
        MayLookUp = user.HasClaim(AccessClaims.Scope, Scopes.EmbeddingsRead) && user.BoundTo() is null;
    }
}
