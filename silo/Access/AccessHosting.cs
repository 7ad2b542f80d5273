using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using UserRep.EventLog.Postgres;
using UserRep.Silo.Access.Auditing;
using UserRep.Silo.Access.Identities;
using UserRep.Silo.Access.Limits;
using UserRep.Silo.Access.SignIn;
using UserRep.Silo.Access.Tokens;
using UserRep.Silo.Hosting;

namespace UserRep.Silo.Access;

/// <summary>Who may come in, and what for.</summary>
internal static class AccessHosting
{
    public static void AddAccess(this WebApplicationBuilder builder, SiloOptions options)
    {
        builder.Services.AddSingleton(new KnownIdentities(options.ApiKeys, options.Identities.Identities));
        builder.Services.AddSingleton<AccessMeter>();
        builder.Services.AddSingleton<CallLimits>();
        builder.Services.AddSingleton<AccessNotices>();
        builder.Services.AddHostedService<IdentitiesFollower>();
        builder.Services.AddDataProtection().SetApplicationName("UserRep").PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(Path.GetFullPath(options.Grains.DataDirectory), "protection")));
        builder.Services.AddOptions<KeyManagementOptions>().PostConfigure<IServiceProvider>((keys, parts) =>
            keys.XmlRepository = parts.GetService<PostgresProtection>() is { } shared ? new SharedKeys(shared) : keys.XmlRepository);
        AuthenticationBuilder schemes = builder.Services.AddAuthentication(AccessSchemes.Any)
            .AddPolicyScheme(AccessSchemes.Any, displayName: null, any => any.ForwardDefaultSelector = context => options.IsOpen ? AccessSchemes.Open : SchemeOf(context.Request, options))
            .AddScheme<AuthenticationSchemeOptions, KeyHandler>(AccessSchemes.Key, configureOptions: null)
            .AddCookie(AccessSchemes.Cookie, SessionCookie.Configure)
            .AddScheme<AuthenticationSchemeOptions, OpenHandler>(AccessSchemes.Open, configureOptions: null);
        if (options.Jwt.IsSet)
        {
            schemes.AddJwtBearer(AccessSchemes.Jwt, bearer => JwtTokens.Configure(bearer, options.Jwt));
        }

        builder.Services.AddAntiforgery(form =>
        {
            form.Cookie.Name = SignInPage.Cookie;
            form.Cookie.SameSite = SameSiteMode.Strict;
        });
        builder.Services.AddPolicies();
    }

    public static void UseAccess(this WebApplication app)
    {
        app.Services.GetRequiredService<AccessNotices>().Tell();
        app.UseAuthentication();
        app.UseAudit();
        app.UseLimits();
        app.UseSameOrigin();
        app.UseAuthorization();
    }

    /// <summary>A key goes before a cookie: it is what the caller says now.</summary>
    private static string SchemeOf(HttpRequest request, SiloOptions options) =>
        options.Jwt.IsSet && !request.Headers.ContainsKey(KeyHandler.Header) && JwtTokens.IsOne(request) ? AccessSchemes.Jwt
        : request.Cookies.ContainsKey(SessionCookie.Name) && !request.Headers.ContainsKey(KeyHandler.Header) && request.Headers.Authorization.Count == 0 ? AccessSchemes.Cookie
        : AccessSchemes.Key;
}
