extern alias Silo;

using Google.Protobuf;
using Silo::UserRep.Protocol.V1;
using Silo::UserRep.Silo.Access;

namespace UserRep.Tests.Service.Access;

/// <summary>Who may do what. <c>deploy/access.md</c> says the same in words.</summary>
internal static class AccessTable
{
    /// <summary>Who is bound to the consumer <c>ranker</c> and may read.</summary>
    public const string Bound = "bound";

    /// <summary>Who is known and has no scope.</summary>
    public const string Nobody = "nobody";

    /// <summary>Who has no key.</summary>
    public const string Stranger = "stranger";

    private static readonly string[] _known = [.. Scopes.All.Select(Name), Bound, Nobody];
    private static readonly string[] _events = [Name(Scopes.EventsWrite)];
    private static readonly string[] _reads = [Name(Scopes.EmbeddingsRead), Bound];
    private static readonly string[] _views = [Name(Scopes.DashboardView)];
    private static readonly string[] _manages = [Name(Scopes.VersionsManage)];
    private static readonly string[] _erases = [Name(Scopes.UsersErase)];
    private static readonly string[] _speaks = [Name(Scopes.VersionsManage), Bound];

    /// <summary>The pages of the dashboard of Orleans, where it is asked for, and an address of those that have values in them.</summary>
    private static readonly Dictionary<string, string?> _orleans = new()
    {
        ["/"] = null,
        ["/index.html"] = null,
        ["/favicon.ico"] = null,
        ["/index.min.js"] = null,
        ["/index.css"] = null,
        ["/fonts/{**path}"] = "/fonts/none",
        ["/img/{**path}"] = "/img/none",
        ["/version"] = null,
        ["/DashboardCounters"] = null,
        ["/ClusterStats"] = null,
        ["/Reminders"] = null,
        ["/Reminders/{page:int}"] = "/Reminders/1",
        ["/HistoricalStats/{*path}"] = "/HistoricalStats/none",
        ["/SiloProperties/{*address}"] = "/SiloProperties/none",
        ["/SiloMetadata/{*address}"] = "/SiloMetadata/none",
        ["/SiloStats/{*address}"] = "/SiloStats/none",
        ["/SiloCounters/{*address}"] = "/SiloCounters/none",
        ["/GrainStats/{*grainName}"] = "/GrainStats/none",
        ["/TopGrainMethods"] = null,
        ["/GrainState"] = null,
        ["/LifecycleStages"] = null,
        ["/GrainTypes"] = null,
        ["/Trace"] = null,
    };

    public static readonly IReadOnlyList<AccessRow> Rest =
    [
        new("GET /health/live", [.. _known, Stranger]),
        new("GET /health/ready", [.. _known, Stranger]),
        .. ((string[])["/", "/versions", "/versions/{Version}", "/versions/{Version}/report", "/versions/{version}/report/{file}", "/consumers", "/users", "/cluster", "/runbook", "/not-found"]).Select(page => new AccessRow($"GET {page}", _views)),
        new("GET /docs", _known),
        new("GET /docs/", _known),
        new("GET /metrics", _known),
        new("GET /sign-in", [.. _known, Stranger]),
        new("POST /sign-in", [.. _known, Stranger]),
        new("POST /sign-out", _known),
        new("GET /openapi/{documentName}.json", _known, "/openapi/v1.json"),
        new("GET /v1/consumers", _known),
        new("DELETE /v1/consumers/{name}", _manages),
        new("GET /v1/consumers/{name}", _known),
        new("PUT /v1/consumers/{name}", _manages),
        new("POST /v1/consumers/{name}/metrics", _speaks),
        new("POST /v1/embeddings:batchGet", _reads, Body: """{"userIds": ["ann"], "consumer": "ranker"}"""),
        new("GET /v1/erasures/{id}", _erases),
        new("POST /v1/events", _events),
        new("GET /v1/history", _known),
        new("GET /v1/status", _known),
        new("GET /v1/switches", _known),
        new("POST /v1/switches", _manages),
        new("GET /v1/switches/{id}", _known),
        new("POST /v1/switches/{id}:abort", _manages),
        new("POST /v1/switches/{id}:commit", _manages),
        new("DELETE /v1/users/{id}", _erases),
        new("GET /v1/users/{id}", [Name(Scopes.EmbeddingsRead)]),
        new("GET /v1/users/{id}/embedding", _reads, "/v1/users/ann/embedding?consumer=ranker"),
        new("GET /v1/versions", _known),
        new("POST /v1/versions", _manages),
        new("GET /v1/versions/{version}", _known),
        new("GET /v1/versions/{version}/backfill", _known),
        new("GET /v1/versions/{version}/plan", _known),
        new("PUT /v1/versions/{version}/plan", _manages),
        .. ((string[])["approve", "backfill", "canary", "drain", "makeCurrent", "pause", "promote", "resume", "retire", "rollback", "shadow", "stopBackfill", "validate"])
            .Select(action => new AccessRow($"POST /v1/versions/{{version}}:{action}", _manages)),
        new("GET /v1/vitals", _known),
        .. _orleans.Select(route => new AccessRow($"GET /orleans{route.Key}", _views, route.Value is { } at ? $"/orleans{at}" : null)),
    ];

    public static readonly IReadOnlyDictionary<string, (string[] Allowed, IMessage Message)> Grpc = new Dictionary<string, (string[], IMessage)>
    {
        ["Publish"] = (_events, new PublishRequest()),
        ["Read"] = (_reads, new ReadRequest { UserIds = { "ann" }, Consumer = "ranker" }),
        ["Watch"] = (_reads, new WatchRequest()),
        ["ListVersions"] = (_known, new ListVersionsRequest()),
        ["RegisterConsumer"] = (_speaks, new RegisterConsumerRequest { Name = "ranker" }),
    };

    public static IEnumerable<string> Callers => [.. _known, Stranger];

    /// <summary>The file with an identity for each scope, one with none, and one that is bound.</summary>
    public static string File => IdentitiesText.Of(
        [.. Scopes.All.Select(scope => IdentitiesText.One(Name(scope), scope)), IdentitiesText.One(Nobody), IdentitiesText.Bound(Bound, "ranker", Scopes.EmbeddingsRead)]);

    /// <summary>The identity that has that scope alone.</summary>
    public static string Name(string scope) => scope.Replace(':', '-');
}
