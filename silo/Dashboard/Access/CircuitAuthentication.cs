using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using UserRep.Silo.Access;
using UserRep.Silo.Access.Identities;

namespace UserRep.Silo.Dashboard.Access;

/// <summary>
/// Who looks at a page, whenever that is asked. A page may be open for weeks, while whoever opened it is taken out, gets other scopes, or has signed in for a
/// day: what the file of identities says counts at once, and a session or a token has its end.
/// </summary>
internal sealed class CircuitAuthentication(KnownIdentities identities, TimeProvider time) : ServerAuthenticationStateProvider
{
    private static readonly ClaimsPrincipal _nobody = new(new ClaimsIdentity());

    /// <inheritdoc/>
    public override async Task<AuthenticationState> GetAuthenticationStateAsync() =>
        new(Now((await base.GetAuthenticationStateAsync()).User, identities.Now, time.GetUtcNow()));

    /// <summary>Who it is by what is known now.</summary>
    /// <param name="user">Who it was when the page was opened.</param>
    /// <param name="known">Whom the settings and the file name.</param>
    /// <param name="now">The moment.</param>
    public static ClaimsPrincipal Now(ClaimsPrincipal user, IdentityBook known, DateTimeOffset now) => user.Identity switch
    {
        _ when IsOver(user, now) => _nobody,

        // What a token says, its issuer says; and where nothing is set, nothing changes.
        { IsAuthenticated: true, AuthenticationType: AccessSchemes.Jwt or AccessSchemes.Open } => user,
        { IsAuthenticated: true, Name: { } name, AuthenticationType: { } scheme } when known.Named(name) is { } identity => AccessClaims.Principal(identity, scheme),
        _ => _nobody,
    };

    private static bool IsOver(ClaimsPrincipal user, DateTimeOffset now) =>
        user.FindFirst(AccessClaims.Ends)?.Value is { } ends && now.ToUnixTimeSeconds() >= long.Parse(ends, CultureInfo.InvariantCulture);
}
