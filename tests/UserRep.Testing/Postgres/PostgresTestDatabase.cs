using Npgsql;

namespace UserRep.Testing.Postgres;

/// <summary>A database of a test's own.</summary>
public sealed class PostgresTestDatabase : IAsyncDisposable
{
    private readonly PostgresServer _server;

    internal PostgresTestDatabase(PostgresServer server, string name, string connectionString)
    {
        _server = server;
        Name = name;
        ConnectionString = connectionString;
        Source = NpgsqlDataSource.Create(connectionString);
    }

    /// <summary>Gets the name of the database, and of the user who owns it.</summary>
    public string Name { get; }

    public string ConnectionString { get; }

    /// <summary>Gets connections of the owner, 20 at most.</summary>
    public NpgsqlDataSource Source { get; }

    /// <summary>Runs a statement in the database as the superuser.</summary>
    /// <returns>Its first value, if there is one.</returns>
    public Task<object?> ExecuteAsync(string sql) => _server.ExecuteAsync(sql, Name);

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        if (_server.IsRunning)
        {
            await _server.ExecuteAsync($"DROP DATABASE {Name} WITH (FORCE)");
            await _server.ExecuteAsync($"DROP ROLE {Name}");
        }
    }
}
