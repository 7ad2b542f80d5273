using UserRep.Testing.Postgres;

namespace UserRep.Benchmarks.Measuring;

/// <summary>PostgreSQL with as much memory as a small server has; what tests start has a quarter of PostgreSQL's default.</summary>
internal static class SmallServer
{
    public static Task<PostgresServer> StartAsync(params string[] settings) => PostgresServer.StartNewAsync(["shared_buffers=512MB", .. settings]);
}
