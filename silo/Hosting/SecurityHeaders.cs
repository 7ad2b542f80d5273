namespace UserRep.Silo.Hosting;

/// <summary>Tells browsers what they need not guess: no answer is of another type than it says, none is shown in a frame of another page.</summary>
internal static class SecurityHeaders
{
    private const string NoFrames = "frame-ancestors 'none'";

    public static void UseSecurityHeaders(this WebApplication app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(Set, context.Response.Headers);
        return next(context);
    });

    private static Task Set(object state)
    {
        IHeaderDictionary headers = (IHeaderDictionary)state;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";

        // With less, browsers would not say to this service itself where a form comes from.
        headers["Referrer-Policy"] = "same-origin";

        // A page that has a policy of its own says there what it needs.
        if (headers.ContentSecurityPolicy.Count == 0)
        {
            headers.ContentSecurityPolicy = NoFrames;
        }

        return Task.CompletedTask;
    }
}
