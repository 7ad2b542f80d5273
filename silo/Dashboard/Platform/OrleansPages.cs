using Orleans.Dashboard;
using UserRep.Silo.Access;
using UserRep.Silo.Hosting;

namespace UserRep.Silo.Dashboard.Platform;

/// <summary>The dashboard of Orleans, if it is asked for: calls and activations by type of grain. What shows what a grain holds, and so what is known of a user, is not there.</summary>
internal static class OrleansPages
{
    public const string Path = "/orleans";

    /// <summary>The state of any grain, and the silo's log.</summary>
    private static readonly string[] _hidden = ["/GrainState", "/Trace"];

    public static void MapOrleans(this WebApplication app)
    {
        if (!app.Services.GetRequiredService<SiloOptions>().Grains.OrleansDashboard)
        {
            return;
        }

        IEndpointConventionBuilder pages = app.MapOrleansDashboard(Path);
        pages.RequireAuthorization(Scopes.DashboardView).WithMetadata(new OrleansPageAttribute()).ExcludeFromDescription();
        pages.Finally(endpoint =>
        {
            if (endpoint is RouteEndpointBuilder { RoutePattern.RawText: { } route } && Array.Exists(_hidden, hidden => route.EndsWith(hidden, StringComparison.OrdinalIgnoreCase)))
            {
                endpoint.RequestDelegate = context =>
                {
                    context.Response.StatusCode = StatusCodes.Status404NotFound;
                    return Task.CompletedTask;
                };
            }
        });
    }
}
