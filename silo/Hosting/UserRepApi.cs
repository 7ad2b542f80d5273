using Scalar.AspNetCore;
using UserRep.Silo.Access;
using UserRep.Silo.Access.Limits;
using UserRep.Silo.Access.SignIn;
using UserRep.Silo.Consumers;
using UserRep.Silo.Dashboard;
using UserRep.Silo.Dashboard.Platform;
using UserRep.Silo.Embeddings;
using UserRep.Silo.Events;
using UserRep.Silo.Grpc;
using UserRep.Silo.Health;
using UserRep.Silo.Hosting.Tls;
using UserRep.Silo.Json;
using UserRep.Silo.Metrics;
using UserRep.Silo.Problems;
using UserRep.Silo.Status;
using UserRep.Silo.Telemetry;
using UserRep.Silo.Telemetry.Logs;
using UserRep.Silo.Users;
using UserRep.Silo.Versions;

namespace UserRep.Silo.Hosting;

/// <summary>The service's face: REST, gRPC, health, the reference and the dashboard.</summary>
internal static class UserRepApi
{
    /// <summary>What stopping may take beyond the snapshots.</summary>
    private static readonly TimeSpan _shutdownRest = TimeSpan.FromSeconds(3);

    /// <summary>How long the head of a request may take to arrive. Nobody who means it takes longer.</summary>
    private static readonly TimeSpan _headTimeout = TimeSpan.FromSeconds(10);

    // A stream may be silent for months; one whose other end is gone must not be kept for as long.
    private static readonly TimeSpan _pingDelay = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _pingTimeout = TimeSpan.FromSeconds(20);

    public static void AddUserRepApi(this WebApplicationBuilder builder, SiloOptions options)
    {
        // With it, ports named in other ways would be listened at, too.
        builder.WebHost.UseSetting(WebHostDefaults.PreferHostingUrlsKey, bool.FalseString);
        builder.WebHost.UseSockets(sockets => sockets.CreateBoundListenSocket = LocalSocket.Bind);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = options.MaxBodyBytes;
            kestrel.Limits.RequestHeadersTimeout = _headTimeout;
            kestrel.Limits.Http2.KeepAlivePingDelay = _pingDelay;
            kestrel.Limits.Http2.KeepAlivePingTimeout = _pingTimeout;
            kestrel.Limits.Http2.MaxStreamsPerConnection = 1_000;
            kestrel.Limits.Http2.InitialConnectionWindowSize = 4 << 20;
            kestrel.Limits.Http2.InitialStreamWindowSize = 2 << 20;
            Addresses.Listen(kestrel, options);
        });
        builder.Services.AddSingleton(options);
        builder.Services.AddHostedService<ClockWatch>();
        builder.Services.AddHostedService<CertificateFollower>();
        builder.AddAccess(options);
        builder.Services.AddSingleton<IncomingBundles>();
        builder.Services.AddHostedService(parts => parts.GetRequiredService<IncomingBundles>());
        builder.Services.AddProblemDetails();
        builder.Services.AddHealthChecks();
        builder.AddMetrics();
        builder.AddOtlpExport(options.Telemetry);
        DiscreetLoggerFactory.Use(builder.Services);
        builder.AddDashboard();
        builder.Services.AddOpenApi(api => api.AddDocumentTransformer((document, _, _) =>
        {
            (document.Info.Title, document.Info.Version) = ("UserRep", "v1");
            return Task.CompletedTask;
        }));
        builder.Services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = (int)Math.Min(int.MaxValue, options.MaxBodyBytes);

            // Its catch-all would take the place of "no such address" and "no such content type" on REST.
            grpc.IgnoreUnknownServices = true;
        });
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.Grains.Snapshots.ShutdownBudget + _shutdownRest);
    }

    public static void MapUserRepApi(this WebApplication app)
    {
        app.UseHsts();
        app.UseSecurityHeaders();
        app.UseStatusCodePages(page => ProblemResults.Of(page.HttpContext).ExecuteAsync(page.HttpContext));
        app.UseAccess();
        app.UseExactRouteValues();
        app.MapHealth();
        app.MapMetrics();
        app.MapOpenApi().RequireAuthorization(Policies.Known);
        app.MapScalarApiReference("/docs", Reference).RequireAuthorization(Policies.Known);
        app.MapGrpcService<UserRepService>().Limited();
        app.MapSignIn();
        app.MapDashboard();
        app.MapOrleans();
        RouteGroupBuilder v1 = app.MapGroup("/v1").Limited().AddEndpointFilter<ProblemFilter>().ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status429TooManyRequests);
        v1.Tagged("Events").MapEvents();
        v1.Tagged("Embeddings").MapEmbeddings();
        v1.Tagged("Users").MapUsers();
        v1.Tagged("Versions").MapVersions();
        v1.Tagged("Versions").MapVersionMoves();
        v1.Tagged("Versions").MapBackfill();
        v1.Tagged("Versions").MapRollouts();
        v1.Tagged("Consumers").MapConsumers();
        v1.Tagged("Consumers").MapConsumerMetrics();
        v1.Tagged("Switches").MapSwitches();
        v1.Tagged("History").MapHistory();
        v1.Tagged("Status").MapStatus();
    }

    /// <summary>The page of the reference, with nothing from elsewhere in it and nothing that leads there.</summary>
    private static void Reference(ScalarOptions page)
    {
        page.WithTitle("UserRep").WithNonce().DisableDefaultFonts().DisableTelemetry().DisableAgent().DisableMcp();
        page.ShowDeveloperTools = DeveloperToolsVisibility.Never;
        page.HideClientButton = true;
    }

    private static RouteGroupBuilder Tagged(this RouteGroupBuilder routes, string tag) => routes.MapGroup(string.Empty).WithTags(tag);
}
