using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Tokens;
using UserRep.Silo.Access.Identities;

namespace UserRep.Silo.Access.Tokens;

/// <summary>Knows callers by tokens that somebody else has signed.</summary>
internal static class JwtTokens
{
    private const string Bearer = "Bearer ";
    private const int MaxName = 200;

    // No name of the identities file or of the settings has a colon: history and audit tell them apart.
    private const string NamePrefix = "token:";

    /// <summary>How far clocks may be apart.</summary>
    private static readonly TimeSpan _skew = TimeSpan.FromSeconds(30);

    private static readonly DateTime _latest = DateTime.MaxValue - _skew;

    /// <summary>Only what is signed with a key that this service does not have.</summary>
    private static readonly string[] _algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    /// <summary>Whether it looks like such a token: three parts, the first of which begins as an encoded JSON object does. A key does not.</summary>
    public static bool IsOne(HttpRequest request) =>
        request.Headers.Authorization is [{ } header] && header.StartsWith(Bearer + "eyJ", StringComparison.OrdinalIgnoreCase) && header.AsSpan().Count('.') == 2;

    public static void Configure(JwtBearerOptions bearer, JwtOptions options)
    {
        bearer.MapInboundClaims = false;
        bearer.SaveToken = false;
        bearer.Authority = options.Authority;
        bearer.RequireHttpsMetadata = options.Authority?.StartsWith(Uri.UriSchemeHttps, StringComparison.OrdinalIgnoreCase) == true;
        bearer.TokenValidationParameters = new TokenValidationParameters
        {
            ValidIssuer = options.Issuer,
            ValidAudience = options.Audience,
            ValidAlgorithms = _algorithms,
            IssuerSigningKeys = options.KeysFile is null ? null : options.Keys,
            ClockSkew = _skew,
            RequireExpirationTime = true,
            RequireSignedTokens = true,
        };
        bearer.Events = new JwtBearerEvents
        {
            OnTokenValidated = context =>
            {
                if (Identity(context.Principal!) is { } identity)
                {
                    // One that never expires ends with the calendar.
                    DateTime validTo = context.SecurityToken.ValidTo;
                    DateTime ends = validTo > _latest ? validTo : validTo + _skew;
                    context.Principal = AccessClaims.Principal(identity, AccessSchemes.Jwt, ends);
                    context.HttpContext.Features.Set(new TokenInUse(ends));
                }
                else
                {
                    context.Fail("sub is missing, or is no name.");
                }

                return Task.CompletedTask;
            },
        };
    }

    /// <summary>Scopes of other services, which may stand beside ours, mean nothing here.</summary>
    public static Identity? Identity(ClaimsPrincipal token)
    {
        string? name = token.FindFirst("sub")?.Value;
        if (string.IsNullOrWhiteSpace(name) || name.Length > MaxName || name.Any(char.IsControl))
        {
            return null;
        }

        IEnumerable<string> scopes = token.FindAll(c => c.Type is "scope" or "scp").SelectMany(c => c.Value.Split(' '));
        string? consumer = token.FindFirst(AccessClaims.Consumer)?.Value;
        return new Identity(NamePrefix + name, [.. Scopes.All.Intersect(scopes)]) { Consumer = consumer };
    }
}
