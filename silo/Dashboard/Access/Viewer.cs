using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using UserRep.Silo.Access;

namespace UserRep.Silo.Dashboard.Access;

/// <summary>Who looks at the dashboard, and what they may do: the one place of the dashboard that knows of access.</summary>
internal sealed class Viewer(AuthenticationStateProvider authentication)
{
    private const string Somebody = "dashboard";

    /// <summary>Who they are, or what they may do, is another than it was.</summary>
    public event Action? Changed;

    /// <summary>Gets their name, for the history; that by which they were known last, where they are not any more.</summary>
    public string Name { get; private set; } = Somebody;

    /// <summary>Gets a value indicating whether they may look at all; who could when the page was opened may not any more.</summary>
    public bool MayView { get; private set; } = true;

    /// <summary>Gets a value indicating whether they may change something.</summary>
    public bool MayOperate { get; private set; }

    /// <summary>Gets a value indicating whether they may see what is known of a user.</summary>
    public bool MayLookUp { get; private set; }

    /// <summary>Asks who it is, as of now. Before that, nobody may change anything.</summary>
    public async Task LearnAsync()
    {
        (string, bool, bool, bool) before = (Name, MayView, MayOperate, MayLookUp);
        ClaimsPrincipal user = (await authentication.GetAuthenticationStateAsync()).User;
        Name = user.Name() ?? Name;
        MayOperate = user.HasClaim(AccessClaims.Scope, Scopes.DashboardOperate);
        MayView = user.HasClaim(AccessClaims.Scope, Scopes.DashboardView);
        MayLookUp = user.HasClaim(AccessClaims.Scope, Scopes.EmbeddingsRead) && user.BoundTo() is null;
        if (before != (Name, MayView, MayOperate, MayLookUp))
        {
            Changed?.Invoke();
        }
    }
}
