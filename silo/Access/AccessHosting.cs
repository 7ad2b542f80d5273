using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using UserRep.Silo.Access.Auditing;
using UserRep.Silo.Access.Identities;
using UserRep.Silo.Hosting;

namespace UserRep.Silo.Access;

/// <summary>Who may come in, and what for.</summary>
internal static class AccessHosting
{
    public static void AddAccess(this WebApplicationBuilder builder, SiloOptions options)
    {
        builder.Services.AddSingleton(new KnownIdentities(options.ApiKeys, options.Identities.Identities));
        builder.Services.AddSingleton<AccessMeter>();
        builder.Services.AddHostedService<IdentitiesFollower>();
        builder.Services.AddDataProtection().PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(Path.GetFullPath(options.Grains.DataDirectory), "protection")));
        builder.Services.AddAuthentication(AccessSchemes.Any)
            .AddPolicyScheme(AccessSchemes.Any, displayName: null, any => any.ForwardDefaultSelector = _ => options.IsOpen ? AccessSchemes.Open : AccessSchemes.Key)
            .AddScheme<AuthenticationSchemeOptions, KeyHandler>(AccessSchemes.Key, configureOptions: null)
            .AddScheme<AuthenticationSchemeOptions, OpenHandler>(AccessSchemes.Open, configureOptions: null);
        builder.Services.AddPolicies();
    }

    public static void UseAccess(this WebApplication app)
    {
        app.UseAuthentication();
        app.UseAudit();
        app.UseAuthorization();
    }
}
