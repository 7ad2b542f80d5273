using System.Globalization;
using System.Security.Claims;
using UserRep.Silo.Access.Identities;

namespace UserRep.Silo.Access;

/// <summary>What a caller's principal says, whatever way the caller came in.</summary>
internal static class AccessClaims
{
    public const string Name = "name";
    public const string Scope = "scope";
    public const string Consumer = "userrep_consumer";

    /// <summary>When the session or the token ends, in seconds since 1970 UTC.</summary>
    public const string Ends = "userrep_ends";

    public static ClaimsPrincipal Principal(Identity identity, string scheme, DateTimeOffset? ends = null)
    {
        List<Claim> claims = [new(Name, identity.Name), .. identity.Scopes.Select(s => new Claim(Scope, s))];
        if (identity.Consumer is { } consumer)
        {
            claims.Add(new Claim(Consumer, consumer));
        }

        if (ends is { } end)
        {
            claims.Add(new Claim(Ends, end.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)));
        }

        return new ClaimsPrincipal(new ClaimsIdentity(claims, scheme, Name, roleType: null));
    }
}
