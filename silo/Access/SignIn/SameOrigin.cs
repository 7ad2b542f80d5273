using UserRep.Silo.Problems;

namespace UserRep.Silo.Access.SignIn;

/// <summary>
/// Refuses what another site has a browser do in the name of whoever is signed in. The cookie is not sent along from other sites, but what counts as
/// another site is up to the browser: a page on another port of this host is none.
/// </summary>
internal static class SameOrigin
{
    private const string Why = "The browser does not say that a page of this service asks (Sec-Fetch-Site: same-origin, or an Origin that is this host), and who is signed in by a cookie may change something from there alone. Programs send a key.";

    public static void UseSameOrigin(this WebApplication app) => app.Use((context, next) =>
        context.User.Identity?.AuthenticationType != AccessSchemes.Cookie || IsHarmless(context.Request) || IsOwn(context.Request)
            ? next(context)
            : ProblemResults.Forbidden(Why).ExecuteAsync(context));

    /// <summary>Reads change nothing; but a GET may also open a socket, in which everything can be said.</summary>
    private static bool IsHarmless(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method)) && request.Headers.Upgrade.Count == 0;

    private static bool IsOwn(HttpRequest request) => request.Headers["Sec-Fetch-Site"].FirstOrDefault() is { } site
        ? site == "same-origin"
        : Uri.TryCreate(request.Headers.Origin.FirstOrDefault(), UriKind.Absolute, out Uri? origin) && string.Equals(origin.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase);
}
