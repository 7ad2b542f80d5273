using Microsoft.Extensions.Hosting;
using Npgsql;

namespace UserRep.Grains.Hosting;

/// <summary>
/// A silo's connections to the database of its cluster: as many as the options say, and some of them for the cluster's membership alone,
/// so that a silo whose users all want something of the database at once still tells the others that it lives.
/// </summary>
internal sealed class DatabasePools : IHostedService, IAsyncDisposable
{
    private const int ForMembership = 3;

    /// <param name="connectionString">Where the database is.</param>
    /// <param name="maxConnections">How many there may be; more than are set aside.</param>
    public DatabasePools(string connectionString, int maxConnections)
    {
        Data = Source(connectionString, "userrep", maxConnections - ForMembership);
        Membership = Source(connectionString, "userrep membership", ForMembership);
    }

    /// <summary>Gets the connections of log, snapshots, bundles and grain states.</summary>
    public NpgsqlDataSource Data { get; }

    /// <summary>Gets the connections by which silos know of each other.</summary>
    public NpgsqlDataSource Membership { get; }

    /// <summary>Connections are made when they are needed.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Others may need them to the very end.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await Data.DisposeAsync().ConfigureAwait(false);
        await Membership.DisposeAsync().ConfigureAwait(false);
    }

    private static NpgsqlDataSource Source(string connectionString, string name, int connections)
    {
        NpgsqlConnectionStringBuilder settings = new(connectionString) { Pooling = true, MinPoolSize = 0, MaxPoolSize = connections };
        settings.ApplicationName ??= name;

        // By its name the pool is told from others in metrics; without one that would be the connection string.
        return new NpgsqlDataSourceBuilder(settings.ConnectionString) { Name = name }.Build();
    }
}
