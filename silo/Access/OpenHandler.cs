using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using UserRep.Silo.Access.Identities;

namespace UserRep.Silo.Access;

/// <summary>Lets everybody do everything: nothing is set that could be asked for, so only this machine gets here.</summary>
internal sealed class OpenHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    private static readonly Identity _everybody = new("everybody", Scopes.All);

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() =>
        Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(AccessClaims.Principal(_everybody, Scheme.Name), Scheme.Name)));
}
