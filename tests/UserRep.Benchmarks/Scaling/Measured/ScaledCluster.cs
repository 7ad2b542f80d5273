using System.Net.Http.Headers;
using System.Text.Json;
using UserRep.Benchmarks.Measuring;
using UserRep.Benchmarks.Service;
using UserRep.Client;
using UserRep.Testing.Postgres;

namespace UserRep.Benchmarks.Scaling.Measured;

/// <summary>Several silos on a database server of their own, with the demo's model and an empty log.</summary>
internal sealed class ScaledCluster : IAsyncDisposable
{
    // Each asking reads the partitions' heads of the database, and counts among the costs of what is waited for: seldom beside events by the ten thousand, and often enough
    // to tell how long they took.
    private static readonly TimeSpan _between = TimeSpan.FromMilliseconds(100);

    private readonly PostgresTestDatabase _database;
    private readonly UserRepClient[] _clients;

    private ScaledCluster(PostgresServer server, PostgresTestDatabase database, ScaledSilo[] silos)
    {
        (Server, _database, Silos) = (server, database, silos);
        Figures = new DatabaseFigures(server, database);
        _clients = [.. silos.Select(silo => silo.Client())];
    }

    public PostgresServer Server { get; }

    public IReadOnlyList<ScaledSilo> Silos { get; }

    public DatabaseFigures Figures { get; }

    /// <summary>A client of one silo, of any of them: a stream stays where it began.</summary>
    public UserRepClient AnyClient(Random random) => _clients[random.Next(_clients.Length)];

    public static async Task<ScaledCluster> StartAsync(int silos, int partitions, CancellationToken cancellation)
    {
        // Checkpoints come when they are asked for.
        PostgresServer server = await SmallServer.StartAsync("max_wal_size=8GB");
        ScaledCluster? cluster = null;
        try
        {
            PostgresTestDatabase database = await server.CreateDatabaseAsync();
            cluster = new ScaledCluster(server, database, [.. Enumerable.Range(0, silos).Select(_ => new ScaledSilo(database.ConnectionString, partitions))]);
            await cluster.ServeDemoAsync(cancellation);
            return cluster;
        }
        catch
        {
            await (cluster?.DisposeAsync() ?? server.DisposeAsync());
            throw;
        }
    }

    /// <summary>Returns when every event of the log is part of its user's state, or left to the log because the user is not in memory.</summary>
    public async Task AppliedAsync(CancellationToken cancellation)
    {
        while (!(await Silos[0].StatusAsync(cancellation)).GetProperty("partitions").EnumerateArray().All(p => p.GetProperty("completed").GetInt64() >= p.GetProperty("head").GetInt64()))
        {
            await Task.Delay(_between, cancellation);
        }
    }

    /// <summary>Returns when nobody waits for a vector on any silo, and thus the last run of each encoder at most is under way.</summary>
    public async Task EncodedAsync(CancellationToken cancellation)
    {
        await ServiceUnderLoad.MetricsSettleAsync(cancellation);
        foreach (ScaledSilo silo in Silos)
        {
            await ServiceUnderLoad.EncodedAsync(silo.Rest, _between, cancellation);
        }
    }

    /// <summary>The sum of a number of all silos' status.</summary>
    public async Task<double> SumAsync(string figure, CancellationToken cancellation)
    {
        JsonElement[] all = await Task.WhenAll(Silos.Select(silo => silo.StatusAsync(cancellation)));
        return all.Sum(status => status.GetProperty(figure).GetDouble());
    }

    public async Task StopSilosAsync(CancellationToken cancellation)
    {
        foreach (ScaledSilo silo in Silos)
        {
            await silo.StopAsync(cancellation);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (UserRepClient client in _clients)
        {
            await client.DisposeAsync();
        }

        foreach (ScaledSilo silo in Silos)
        {
            await silo.DisposeAsync();
        }

        await _database.DisposeAsync();
        await Server.DisposeAsync();
    }

    private async Task ServeDemoAsync(CancellationToken cancellation)
    {
        foreach (ScaledSilo silo in Silos)
        {
            await silo.ReadyAsync(cancellation);
        }

        using ByteArrayContent bundle = new(await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "Demo", "demo.zip"), cancellation))
        {
            Headers = { ContentType = new MediaTypeHeaderValue("application/zip") },
        };
        using HttpResponseMessage registered = await Silos[0].Rest.PostAsync("/v1/versions", bundle, cancellation);
        registered.EnsureSuccessStatusCode();
        using HttpResponseMessage current = await Silos[0].Rest.PostAsync("/v1/versions/demo:makeCurrent", null, cancellation);
        current.EnsureSuccessStatusCode();
    }
}
