using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using UserRep.Silo.Access.Identities;

namespace UserRep.Silo.Access;

/// <summary>Knows callers by their keys.</summary>
internal sealed class KeyHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, KnownIdentities identities)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string Header = "x-api-key";

    private const string Bearer = "Bearer ";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Given(Request.Headers) is not { } key)
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        KeyHash hash = KeyHash.Of(key);
        if (identities.Now.OfKey(hash) is not { } identity)
        {
            return Task.FromResult(AuthenticateResult.Fail("The key is none that is known."));
        }

        Context.Features.Set(new KeyInUse(hash));
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(AccessClaims.Principal(identity, Scheme.Name), Scheme.Name)));
    }

    /// <summary>Prometheus and others who send no headers of their own can send the key as a bearer token.</summary>
    private static string? Given(IHeaderDictionary headers) =>
        headers[Header] is [{ } key] ? key
        : headers.Authorization is [{ } token] && token.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? token[Bearer.Length..]
        : null;
}
