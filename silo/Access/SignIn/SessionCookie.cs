using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.Cookies;
using UserRep.Silo.Access.Identities;

namespace UserRep.Silo.Access.SignIn;

/// <summary>
/// The cookie of whoever has signed in with a browser. It says who that is and no more: what that identity may do, and whether there is such a one, is
/// looked up at each request, so that one who was taken out is out at once.
/// </summary>
internal static class SessionCookie
{
    public const string Name = "userrep";

    /// <summary>A working day, whatever is done in it: nobody stays signed in for ever by a page that is left open.</summary>
    private static readonly TimeSpan _lasts = TimeSpan.FromHours(12);

    public static ClaimsPrincipal Ticket(Identity identity) => new(new ClaimsIdentity([new Claim(AccessClaims.Name, identity.Name)], AccessSchemes.Cookie, AccessClaims.Name, roleType: null));

    public static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = Name;
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = _lasts;
        options.SlidingExpiration = false;
        options.Events.OnSigningIn = context =>
        {
            // The proxy that does TLS says so. Whoever says so falsely harms himself alone.
            context.CookieOptions.Secure |= context.Request.Headers["X-Forwarded-Proto"] == Uri.UriSchemeHttps;
            return Task.CompletedTask;
        };
        options.Events.OnValidatePrincipal = context =>
        {
            KnownIdentities known = context.HttpContext.RequestServices.GetRequiredService<KnownIdentities>();
            if (context.Principal?.Identity?.Name is { } name && known.Now.Named(name) is { } identity)
            {
                context.ReplacePrincipal(AccessClaims.Principal(identity, AccessSchemes.Cookie, context.Properties.ExpiresUtc));
            }
            else
            {
                context.RejectPrincipal();
            }

            return Task.CompletedTask;
        };
    }
}
