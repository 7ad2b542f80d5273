using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;

namespace UserRep.Silo.Dashboard.Access;

/// <summary>Who looks at the dashboard, and what they may do: the one place of the dashboard that knows of access.</summary>
internal sealed class Viewer(AuthenticationStateProvider authentication)
{
    private const string ScopeClaim = "scope";
    private const string OperateScope = "dashboard:operate";
    private const string Somebody = "dashboard";

    /// <summary>Gets their name, for the history.</summary>
    public string Name { get; private set; } = Somebody;

    /// <summary>Gets a value indicating whether they may change something.</summary>
    public bool MayOperate { get; private set; }

    /// <summary>Asks who it is. Before that, nobody may change anything.</summary>
    public async Task LearnAsync()
    {
        ClaimsPrincipal user = (await authentication.GetAuthenticationStateAsync()).User;

        // Nobody is asked who they are, so everybody may do everything.
        bool isOpen = user.Identity is not { IsAuthenticated: true };
        Name = user.Identity?.Name is { Length: > 0 } name ? name : Somebody;
        MayOperate = isOpen || user.HasClaim(ScopeClaim, OperateScope);
    }
}
