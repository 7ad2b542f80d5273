using System.Diagnostics;
using UserRep.Benchmarks.Measuring;
using UserRep.Benchmarks.Results;
using UserRep.Grains.Errors;
using UserRep.Grains.Hosting;
using UserRep.Grains.Reading;
using UserRep.Grains.Users;
using UserRep.Testing.Postgres;

namespace UserRep.Benchmarks.Service;

/// <summary>
/// A silo that was restarted, and everybody is read: users come into memory from their snapshots, in turn with shared queries and with
/// queries of each user's own. Nothing is left out: the vectors are computed, too.
/// </summary>
internal sealed class ActivateBenchmark : IBenchmark
{
    private const int EventsPerUser = 5;
    private const int Callers = 64;

    public string Name => "activate";

    public string Question => "How fast do users come into memory after a restart, and how many queries does one take?";

    public bool IsSystem => true;

    public IReadOnlyList<ResultRow> Run(MeasuringOptions options, CancellationToken cancellation) => RunAsync(options.Quick ? (2_000, 1) : (50_000, 5), cancellation).GetAwaiter().GetResult();

    private static async Task<IReadOnlyList<ResultRow>> RunAsync((int Users, int Repeats) size, CancellationToken cancellation)
    {
        List<ResultRow> rows = [.. await OnAsync("sqlite", "SQLite", size.Users, size.Repeats, _ => { }, cancellation)];
        if (PostgresServer.IsInstalled)
        {
            await using PostgresServer server = await SmallServer.StartAsync();
            await using PostgresTestDatabase database = await server.CreateDatabaseAsync();
            rows.AddRange(await OnAsync("postgres", "PostgreSQL", size.Users, size.Repeats, o => o.PostgreSql = database.ConnectionString, cancellation));
        }

        return rows;
    }

    private static async Task<IReadOnlyList<ResultRow>> OnAsync(string id, string engine, int users, int repeats, Action<UserRepOptions> configure, CancellationToken cancellation)
    {
        using ScratchFolder folder = new();
        await PrepareAsync(folder.Path, users, configure, cancellation);
        List<(double Users, double Queries)> shared = [];
        List<(double Users, double Queries)> own = [];
        Func<Task>[] contenders =
        [
            async () => shared.Add(await ReadAllAsync(folder.Path, users, configure, cancellation)),
            async () => own.Add(await ReadAllAsync(folder.Path, users, EachAlone, cancellation)),
        ];
        foreach (int turn in Enumerable.Range(0, repeats).SelectMany(repeat => Turns.Of(repeat, contenders.Length)))
        {
            await contenders[turn]();
        }

        return
        [
            ResultRow.Against($"activate.{id}.users", $"Users read for the first time after a restart on {engine}, {users:N0} with snapshots, {Callers} callers", "users/s", Of(shared, s => s.Users), "queries of each user's own", Of(own, s => s.Users), new Bounds(Better.Higher)),
            ResultRow.Against($"activate.{id}.queries", "Queries for it", "queries/user", Of(shared, s => s.Queries), "queries of each user's own", Of(own, s => s.Queries), new Bounds(Better.Lower)),
        ];

        void EachAlone(UserRepOptions options)
        {
            configure(options);
            (options.Loading.MaxQueries, options.Loading.MaxUsers) = (Callers, 1);
        }

        static Samples Of(List<(double Users, double Queries)> samples, Func<(double Users, double Queries), double> figure) => new([.. samples.Select(figure)]);
    }

    /// <summary>Leaves users with events and a snapshot each.</summary>
    private static async Task PrepareAsync(string folder, int users, Action<UserRepOptions> configure, CancellationToken cancellation)
    {
        await using GrainsUnderLoad grains = await GrainsUnderLoad.StartOnAsync(folder, ConfigureStored, cancellation);
        await grains.ServeDemoAsync(cancellation);
        await LiveCrowd.SendAsync(grains, 0, users, EventsPerUser, cancellation);
        await LiveCrowd.LiveAsync(grains, 0, users, cancellation);

        // Users whose last events it had not noted would be brought into memory beside those who are asked for.
        await Task.Delay(ServiceUnderLoad.NotesAllAfter, TimeProvider.System, cancellation);

        void ConfigureStored(UserRepOptions options)
        {
            configure(options);
            GrainsUnderLoad.StoreAll(options, users);
        }
    }

    private static async Task<(double Users, double Queries)> ReadAllAsync(string folder, int users, Action<UserRepOptions> configure, CancellationToken cancellation)
    {
        await using GrainsUnderLoad grains = await GrainsUnderLoad.StartOnAsync(folder, configure, cancellation);
        IEmbeddingReader reader = grains.Get<IEmbeddingReader>();
        long started = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(Enumerable.Range(0, users), new ParallelOptions { MaxDegreeOfParallelism = Callers, CancellationToken = cancellation }, async (user, token) =>
        {
            EmbeddingBatch batch = await reader.ReadAsync(new EmbeddingQuery { UserIds = [Load.User(user)] }, token);
            if (batch.Infos[0] is { Position: 0 } or { Failure: not null })
            {
                throw new UserRepException(ServiceError.NotReady, $"{Load.User(user)} is not there: {batch.Infos[0]}.");
            }

            batch.Release();
        });
        return (users / Stopwatch.GetElapsedTime(started).TotalSeconds, grains.Get<UserReads>().Queries / (double)users);
    }
}
