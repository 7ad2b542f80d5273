using System.Diagnostics;
using Npgsql;
using UserRep.EventLog.Events;
using UserRep.EventLog.Postgres;
using UserRep.EventLog.Snapshots;
using UserRep.EventLog.Sqlite;
using UserRep.Testing.Postgres;
using UserRep.Tests.EventLog.Sqlite;
using UserRep.Tests.Model.Bundles;
using UserRep.Tests.Service;
using Xunit;

namespace UserRep.ClusterTests.Silos;

/// <summary>Several silos on one database.</summary>
public sealed class Cluster : IAsyncDisposable
{
    // As Orleans numbers it.
    private const int Dead = 6;

    private readonly PostgresTestDatabase? _database;
    private readonly TemporaryFolder _bundles = new();

    private Cluster(PostgresTestDatabase? database, IReadOnlyList<SiloPlace> places, string[] settings)
    {
        _database = database;

        // Vectors that are encoded together may differ in the last bit.
        Silos = [.. places.Select((place, i) => new SiloNode(i + 1, place, ["--UserRep:EncoderBatch", "1", .. settings]))];
    }

    public IReadOnlyList<SiloNode> Silos { get; }

    /// <summary>Gets the database; null for a silo alone.</summary>
    public NpgsqlDataSource? Database => _database?.Source;

    /// <summary>Starts silos, all at once, and waits until they are ready.</summary>
    public static async Task<Cluster> StartAsync(SharedPostgres postgres, int silos, params string[] settings)
    {
        PostgresTestDatabase database = await postgres.CreateDatabaseAsync();
        return await StartAsync(database, [.. Enumerable.Repeat(new SiloPlace { Database = database.ConnectionString }, silos)], settings);
    }

    /// <summary>As above, each silo at a place of its own; the database is the cluster's from now on.</summary>
    public static Task<Cluster> StartAsync(PostgresTestDatabase database, IReadOnlyList<SiloPlace> places, params string[] settings) =>
        BeginAsync(database, places, settings);

    /// <summary>One silo alone, on files.</summary>
    public static Task<Cluster> StartAloneAsync(SiloPlace place, params string[] settings) => BeginAsync(null, [place], settings);

    private static async Task<Cluster> BeginAsync(PostgresTestDatabase? database, IReadOnlyList<SiloPlace> places, string[] settings)
    {
        Cluster cluster = new(database, places, settings);
        try
        {
            foreach (SiloNode silo in cluster.Silos)
            {
                silo.Start();
            }

            await cluster.ReadyAsync();
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until all are ready.</summary>
    /// <returns>How long it took.</returns>
    public async Task<TimeSpan> ReadyAsync()
    {
        long started = Stopwatch.GetTimestamp();
        foreach (SiloNode silo in Silos)
        {
            await silo.ReadyAsync();
        }

        return Stopwatch.GetElapsedTime(started);
    }

    /// <summary>The folder of a bundle that was published.</summary>
    public string Bundle(string version) => Path.Combine(_bundles.Path, version);

    /// <summary>Makes a bundle, another space for another seed, and has the cluster serve it, by one of its silos.</summary>
    public async Task PublishAsync(SiloNode silo, string version, int seed, bool makeCurrent)
    {
        new BundleMaker { Version = version, EncoderSeed = seed }.Write(Bundle(version));
        await ServedModel.PublishAsync(silo.Rest, Bundle(version), makeCurrent);
    }

    /// <summary>Waits until the others have given a silo up.</summary>
    /// <returns>How long it took.</returns>
    public Task<TimeSpan> GivenUpAsync(SiloNode silo) => Until.TrueAsync($"silo {silo.Number} is given up", TimeSpan.FromSeconds(60), () => IsGivenUpAsync(silo));

    /// <summary>Whether the others have given a silo up, as it was started last.</summary>
    public async Task<bool> IsGivenUpAsync(SiloNode silo) =>
        _database is not null && await _database.ExecuteAsync($"SELECT status FROM orleansmembershiptable WHERE address = '{silo.Place.Host}' AND port = {silo.SiloPort} ORDER BY generation DESC LIMIT 1") is Dead;

    /// <summary>Changes the database behind the silos' backs.</summary>
    public Task ExecuteAsync(string sql) => _database!.ExecuteAsync(sql);

    /// <summary>The log, beside the silos.</summary>
    public async Task<IEventLog> OpenLogAsync() => await PostgresEventLog.OpenAsync(Database!, new PostgresLogOptions(), TestContext.Current.CancellationToken);

    /// <summary>Reads log and snapshots beside the silos; one that is alone has its files for itself, and is stopped meanwhile.</summary>
    public async Task ReadStoresAsync(Func<IEventLog, ISnapshotStore, Task> read)
    {
        if (Database is { } database)
        {
            await using ISnapshotStore shared = await PostgresSnapshotStore.OpenAsync(database, new PostgresLogOptions(), TestContext.Current.CancellationToken);
            await using IEventLog sharedLog = await OpenLogAsync();
            await read(sharedLog, shared);
            return;
        }

        bool isRunning = Silos[0].IsRunning;
        _ = isRunning ? await Silos[0].StopAsync() : 0;
        SqliteLogOptions files = new() { Folder = Silos[0].Folder };
        await using (IEventLog log = await SqliteEventLog.OpenAsync(files, TestContext.Current.CancellationToken))
        await using (ISnapshotStore snapshots = await SqliteSnapshotStore.OpenAsync(files, TestContext.Current.CancellationToken))
        {
            await read(log, snapshots);
        }

        if (isRunning)
        {
            Silos[0].Start();
            await Silos[0].ReadyAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (SiloNode silo in Silos)
        {
            await silo.DisposeAsync();
        }

        if (_database is not null)
        {
            await _database.DisposeAsync();
        }

        _bundles.Dispose();
    }
}
