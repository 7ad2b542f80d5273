using UserRep.Silo.Access;

namespace UserRep.Silo.Hosting;

/// <summary>The page at the root: what this is, and where to go.</summary>
internal static class FrontPage
{
    private const string Html =
        """
        <!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
        <title>UserRep</title>
        <style>body{font:16px/1.6 system-ui,sans-serif;max-width:42rem;margin:4rem auto;padding:0 1rem;color:#1b1f24;background:#fff}
        a{color:#0b5fff}code{background:#f2f4f7;padding:.1em .3em;border-radius:.2em}@media(prefers-color-scheme:dark){body{color:#e6e9ee;background:#14171b}a{color:#8ab4ff}code{background:#22272e}}</style>
        <h1>UserRep</h1>
        <p>One user vector for all your models. Events come in, vectors go out, each of one named version.</p>
        <ul>
          <li><a href="docs">Reference of the interface</a> (<a href="openapi/v1.json">OpenAPI</a>)</li>
          <li><a href="v1/versions">Model versions</a></li>
          <li><a href="health/ready">Ready?</a></li>
        </ul>
        <p>gRPC for the client library is on a port of its own, 5081 unless configured otherwise.</p>
        </html>
        """;

    public static void MapFrontPage(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/", () => Results.Content(Html, "text/html; charset=utf-8")).ExcludeFromDescription().RequireAuthorization(Policies.Known);
}
