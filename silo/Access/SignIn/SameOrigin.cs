using System.Net;
using UserRep.Silo.Problems;

namespace UserRep.Silo.Access.SignIn;

/// <summary>
/// Refuses what another site has a browser do in the name of whoever is signed in, or of whoever sits at this machine where everybody on it may do everything.
/// The cookie is not sent along from other sites, but what counts as another site is up to the browser: a page on another port of this host is none.
/// </summary>
internal static class SameOrigin
{
    private const string Why = "The browser does not say that a page of this service asks (Sec-Fetch-Site: same-origin, or an Origin that is this host), and who is signed in by a cookie may change something from there alone. Programs send a key.";
    private const string WhyOpen = "A page of another site asks by way of a browser on this machine. Without authentication only pages of this service and programs may change something.";

    public static void UseSameOrigin(this WebApplication app) => app.Use((context, next) =>
        Refusal(context) is { } why ? ProblemResults.Forbidden(why).ExecuteAsync(context) : next(context));

    private static string? Refusal(HttpContext context) => context.User.Identity?.AuthenticationType switch
    {
        AccessSchemes.Cookie when !IsHarmless(context.Request) && !IsOwn(context.Request) => Why,

        // A name that leads to this machine only since the browser has loaded the page makes any page one of this service.
        AccessSchemes.Open when !IsOfThisMachine(context.Request.Host) =>
            $"Host: \"{context.Request.Host}\". Without authentication the service answers under names of this machine alone: localhost, 127.0.0.1 or [::1]. Use one of them, or configure identities.",
        AccessSchemes.Open when !IsHarmless(context.Request) && IsByBrowser(context.Request) && !IsOwn(context.Request) => WhyOpen,
        _ => null,
    };

    /// <summary>Reads change nothing; but a GET may also open a socket, in which everything can be said.</summary>
    private static bool IsHarmless(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method)) && request.Headers.Upgrade.Count == 0;

    /// <summary>Every browser sends one of them with what changes something; programs need not.</summary>
    private static bool IsByBrowser(HttpRequest request) => request.Headers.ContainsKey("Sec-Fetch-Site") || request.Headers.Origin.Count > 0;

    private static bool IsOwn(HttpRequest request) => request.Headers["Sec-Fetch-Site"].FirstOrDefault() is { } site
        ? site == "same-origin"
        : Uri.TryCreate(request.Headers.Origin.FirstOrDefault(), UriKind.Absolute, out Uri? origin) && string.Equals(origin.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase);

    private static bool IsOfThisMachine(HostString host) =>
        !host.HasValue
        || string.Equals(host.Host, "localhost", StringComparison.OrdinalIgnoreCase)
        || host.Host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Host.Trim('[', ']'), out IPAddress? address) && IPAddress.IsLoopback(address));
}
