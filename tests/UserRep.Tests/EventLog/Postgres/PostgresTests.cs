using UserRep.Testing.Postgres;
using Xunit;

namespace UserRep.Tests.EventLog.Postgres;

/// <summary>Tests that have a database of their own, made anew for each.</summary>
public abstract class PostgresTests(SharedPostgres server) : IAsyncLifetime
{
    private protected static readonly CancellationToken _none = CancellationToken.None;

    private protected PostgresTestDatabase Database { get; private set; } = null!;

    public virtual async ValueTask InitializeAsync() => Database = await server.CreateDatabaseAsync();

    public virtual async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
