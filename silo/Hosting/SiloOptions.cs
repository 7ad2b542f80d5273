using UserRep.Grains.Hosting;
using UserRep.Silo.Access.Identities;
using UserRep.Silo.Access.Tokens;
using UserRep.Silo.Hosting.Tls;
using UserRep.Silo.Telemetry;

namespace UserRep.Silo.Hosting;

/// <summary>What can be said of the service; see <c>--help</c>.</summary>
internal sealed class SiloOptions
{
    public const string Section = "UserRep";

    /// <summary>Gets what is said of the inner part.</summary>
    public UserRepOptions Grains { get; } = new();

    /// <summary>Gets where metrics, traces and logs are sent to.</summary>
    public TelemetryOptions Telemetry { get; } = new();

    /// <summary>Where REST listens.</summary>
    public IReadOnlyList<ListenAddress> Addresses { get; set; } = [];

    /// <summary>The certificate that is shown by TLS; null without.</summary>
    public ServerCertificate? Certificate { get; set; }

    /// <summary>The file that holds the connection string of the cluster's database.</summary>
    public string? PostgreSqlFile { get; set; }

    /// <summary>The folder whose bundles may be registered by name.</summary>
    public string? ModelDirectory { get; set; }

    /// <summary>The port of gRPC, HTTP/2 without TLS, on the hosts of the addresses of REST that are without it.</summary>
    public int GrpcPort { get; set; } = 5081;

    /// <summary>The path of a Unix socket where gRPC is, too, for callers on this machine; null for none.</summary>
    public string? GrpcSocket { get; set; }

    /// <summary>The keys that callers may send; without any, and without identities and tokens, the service stays on loopback.</summary>
    public IReadOnlyList<string> ApiKeys { get; set; } = [];

    /// <summary>A file with more such keys, one a line.</summary>
    public string? ApiKeysFile { get; set; }

    /// <summary>The file that says who may do what; the keys in it are hashed.</summary>
    public string? IdentitiesFile { get; set; }

    /// <summary>What that file said at the start.</summary>
    public IdentitiesFile Identities { get; set; } = Access.Identities.IdentitiesFile.None;

    /// <summary>Gets what is said of tokens that somebody else has signed.</summary>
    public JwtOptions Jwt { get; } = new();

    /// <summary>Gets a value indicating whether nothing is set by which callers could be known, so that everybody on this machine may do everything.</summary>
    public bool IsOpen => ApiKeys.Count == 0 && IdentitiesFile is null && !Jwt.IsSet;

    /// <summary>How many requests an identity that says no number of its own may make in a second; 0 for as many as come.</summary>
    public int RequestsPerSecond { get; set; }

    public long MaxBodyBytes { get; set; } = 8L << 20;

    public long MaxBundleBytes { get; set; } = 2L << 30;
}
