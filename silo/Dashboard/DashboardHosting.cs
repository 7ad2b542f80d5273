using Microsoft.AspNetCore.Components.Authorization;
using MudBlazor.Services;
using UserRep.Silo.Access;
using UserRep.Silo.Dashboard.Access;
using UserRep.Silo.Dashboard.Feed;
using UserRep.Silo.Dashboard.Reports;
using UserRep.Silo.Dashboard.Users;
using UserRep.Silo.Dashboard.Versions;

namespace UserRep.Silo.Dashboard;

/// <summary>The pages that every silo serves.</summary>
internal static class DashboardHosting
{
    // By the program's own name: whoever hosts it in a process of another name has the same pages.
    private const string Endpoints = "UserRep.Silo.staticwebassets.endpoints.json";
    private const string Files = "UserRep.Silo.staticwebassets.runtime.json";

    public static void AddDashboard(this WebApplicationBuilder builder)
    {
        // Where the files are as long as they are not published; then they are in wwwroot, and there is no such list.
        builder.WebHost.UseSetting(WebHostDefaults.StaticWebAssetsKey, Path.Combine(AppContext.BaseDirectory, Files));
        builder.WebHost.UseStaticWebAssets();
        builder.Services.AddScoped<AuthenticationStateProvider, CircuitAuthentication>();
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        builder.Services.AddMudServices();
        builder.Services.AddScoped<Viewer>();
        builder.Services.AddScoped<OperationRunner>();
        builder.Services.AddScoped<UserLookups>();
        builder.Services.AddSingleton<VersionReader>();
        builder.Services.AddSingleton<Comparisons>();
        builder.Services.AddSingleton<DashboardFeed>();
        builder.Services.AddHostedService(parts => parts.GetRequiredService<DashboardFeed>());
    }

    public static void MapDashboard(this WebApplication app)
    {
        app.UseAntiforgery();
        app.MapReportFiles();
        app.MapStaticAssets(Endpoints).RequireAuthorization(Policies.Known).ExcludeFromDescription();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode().WithStaticAssets(Endpoints).RequireAuthorization(Scopes.DashboardView);
    }
}
