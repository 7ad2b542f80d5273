using UserRep.Silo.Problems;

namespace UserRep.Silo.Hosting;

/// <summary>
/// Gives handlers ids as they were meant. The server decodes a path but for <c>%2F</c>, so that an encoded slash and the text "%2F" look the
/// same; what was sent tells them apart.
/// </summary>
internal static class ExactRouteValues
{
    public static void UseExactRouteValues(this WebApplication app) => app.Use((context, next) =>
    {
        if (context.Request.Path.Value?.Contains('%', StringComparison.Ordinal) == true)
        {
            string[] sent = [.. Segments(context).Select(Uri.UnescapeDataString)];
            string[] own = context.Request.Path.Value.Split('/');
            if (sent.Length != own.Length || sent.Any(segment => segment is "." or ".."))
            {
                // The server has put them together; which of them a value was could only be guessed.
                return ProblemResults.Of(new BadRequestException("The path has . or .. beside an encoded character. Send it as it is meant, without them.")).ExecuteAsync(context);
            }

            foreach ((string name, object? value) in context.Request.RouteValues.ToArray())
            {
                // A value that is a whole segment stands where the server's own reading of the path has it.
                int at = value is string text ? Array.IndexOf(own, text) : -1;
                if (at >= 0)
                {
                    context.Request.RouteValues[name] = sent[at];
                }
            }
        }

        return next(context);
    });

    private static string[] Segments(HttpContext context)
    {
        string target = context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()?.RawTarget ?? string.Empty;
        string path = target.Split('?')[0];

        // As proxies are asked: with the address before the path.
        int scheme = path.IndexOf("://", StringComparison.Ordinal);
        int start = scheme >= 0 && !path.StartsWith('/') ? path.IndexOf('/', scheme + 3) : 0;
        return start < 0 ? [] : path[start..].Split('/');
    }
}
