using Microsoft.AspNetCore.Components.Endpoints;
using Scalar.AspNetCore;
using UserRep.Silo.Dashboard.Platform;

namespace UserRep.Silo.Hosting;

/// <summary>
/// Tells browsers what they need not guess: no answer is of another type than it says, none is shown in a frame of another page, and pages run
/// no script but the service's own. Styles stand in pages, too; the component library writes them there.
/// </summary>
internal static class SecurityHeaders
{
    private const string NoPage = "default-src 'none'; frame-ancestors 'none'";
    private const string OwnParts = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'; script-src 'self'";

    public static void UseSecurityHeaders(this WebApplication app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(Set, context);
        return next(context);
    });

    private static Task Set(object state)
    {
        HttpContext context = (HttpContext)state;
        IHeaderDictionary headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";

        // With less, browsers would not say to this service itself where a form comes from.
        headers["Referrer-Policy"] = "same-origin";
        if (context.GetEndpoint()?.Metadata is { } endpoint && (endpoint.GetMetadata<ComponentTypeMetadata>() is not null || endpoint.GetMetadata<OrleansPageAttribute>() is not null))
        {
            // In the place of the one that components come with, which says of frames alone.
            headers.ContentSecurityPolicy = OwnParts;
        }
        else if (headers.ContentSecurityPolicy.Count == 0)
        {
            // The page of the reference has a script in it, which is known by the number of this very answer.
            headers.ContentSecurityPolicy = context.Items.TryGetValue(ScalarOptions.NonceHttpContextItemKey, out object? number) ? $"{OwnParts} 'nonce-{number}'" : NoPage;
        }

        return Task.CompletedTask;
    }
}
