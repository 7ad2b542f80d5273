namespace UserRep.Silo.Hosting;

/// <summary>What can be said of the service, under <c>UserRep</c> in the configuration; see <c>--help</c>.</summary>
internal sealed class SiloOptions
{
    public const string Section = "UserRep";

    /// <summary>The folder of everything durable.</summary>
    public string DataDirectory { get; set; } = Path.Combine("data", "userrep");

    /// <summary>The folder whose bundles may be registered by name.</summary>
    public string? ModelDirectory { get; set; }

    /// <summary>The port of gRPC, HTTP/2 without TLS, on the hosts of the addresses of REST.</summary>
    public int GrpcPort { get; set; } = 5081;

    /// <summary>The keys that callers may send; without any the service stays on loopback.</summary>
    public IReadOnlyList<string> ApiKeys { get; set; } = [];

    public int Partitions { get; set; } = 16;

    public int MaxEventsPerRequest { get; set; } = 1_000;

    public int MaxUsersPerRead { get; set; } = 1_000;

    public long MaxBodyBytes { get; set; } = 8L << 20;

    public long MaxBundleBytes { get; set; } = 2L << 30;

    public TimeSpan WriteTimeout { get; set; } = TimeSpan.FromSeconds(10);

    public TimeSpan ReadTimeout { get; set; } = TimeSpan.FromSeconds(5);

    public TimeSpan MaxAge { get; set; } = TimeSpan.FromHours(24);

    public TimeSpan UserIdle { get; set; } = TimeSpan.FromMinutes(30);
}
