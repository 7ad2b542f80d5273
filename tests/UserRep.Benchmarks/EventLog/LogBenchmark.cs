using UserRep.Benchmarks.Measuring;
using UserRep.Benchmarks.Results;
using UserRep.EventLog.Postgres;
using UserRep.EventLog.Sqlite;
using UserRep.Testing.Postgres;

namespace UserRep.Benchmarks.EventLog;

/// <summary>The log alone, synced to disk: PostgreSQL on this machine against SQLite.</summary>
internal sealed class LogBenchmark : IBenchmark
{
    private const int Turns = 5;

    private static readonly LogLoad _batches = new(Callers: 8, Batch: 100);
    private static readonly LogLoad _singles = new(Callers: 64, Batch: 1);

    public string Name => "log";

    public string Question => "How many events a second does the log take, on SQLite and on PostgreSQL?";

    public bool IsSystem => true;

    public IReadOnlyList<ResultRow> Run(MeasuringOptions options, CancellationToken cancellation) => RunAsync(options, cancellation).GetAwaiter().GetResult();

    private static async Task<IReadOnlyList<ResultRow>> RunAsync(MeasuringOptions options, CancellationToken cancellation)
    {
        if (!PostgresServer.IsInstalled)
        {
            return [];
        }

        int batched = options.Quick ? 20_000 : 200_000;
        string folder = Directory.CreateTempSubdirectory("userrep-benchmark-").FullName;
        try
        {
            await using PostgresServer server = await PostgresServer.StartNewAsync();
            await using PostgresTestDatabase database = await server.CreateDatabaseAsync();
            await using PostgresEventLog postgres = await PostgresEventLog.OpenAsync(database.Source, new PostgresLogOptions(), cancellation);
            await using SqliteEventLog sqlite = await SqliteEventLog.OpenAsync(new SqliteLogOptions { Folder = folder }, cancellation);
            return
            [
                await RaceAsync("log.postgres.batches", _batches, batched, postgres, sqlite, cancellation),
                await RaceAsync("log.postgres.singles", _singles, batched / 10, postgres, sqlite, cancellation),
            ];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<ResultRow> RaceAsync(string id, LogLoad load, int events, PostgresEventLog postgres, SqliteEventLog sqlite, CancellationToken cancellation)
    {
        List<double> ours = [];
        List<double> theirs = [];
        for (int turn = 0; turn < Turns; turn++)
        {
            ours.Add(await load.RateAsync(postgres, events, cancellation));
            theirs.Add(await load.RateAsync(sqlite, events, cancellation));
        }

        return ResultRow.Against(
            id,
            $"Appended to PostgreSQL and acknowledged: {events:N0} events, {load.Batch} a call, {load.Callers} callers",
            "events/s",
            new Samples(ours),
            "SQLite",
            new Samples(theirs),
            new Bounds(Better.Higher));
    }
}
