using UserRep.Benchmarks.Measuring;
using UserRep.Benchmarks.Results;
using UserRep.EventLog.Postgres;
using UserRep.EventLog.Sqlite;
using UserRep.Testing.Postgres;

namespace UserRep.Benchmarks.EventLog;

/// <summary>The log alone, synced to disk: PostgreSQL on this machine against SQLite.</summary>
internal sealed class LogBenchmark : IBenchmark
{
    private static readonly LogLoad _batches = new(Callers: 8, Batch: 100);
    private static readonly LogLoad _singles = new(Callers: 64, Batch: 1);

    public string Name => "log";

    public string Question => "How many events a second does the log take, on SQLite and on PostgreSQL?";

    public IReadOnlyList<ResultRow> Run(MeasuringOptions options, CancellationToken cancellation) => RunAsync(options, cancellation).GetAwaiter().GetResult();

    private static async Task<IReadOnlyList<ResultRow>> RunAsync(MeasuringOptions options, CancellationToken cancellation)
    {
        int events = options.Quick ? 40_000 : 1_000_000;
        string folder = Directory.CreateTempSubdirectory("userrep-benchmark-").FullName;
        try
        {
            await using PostgresServer server = await PostgresServer.StartNewAsync();
            await using PostgresTestDatabase database = await server.CreateDatabaseAsync();
            await using PostgresEventLog postgres = await PostgresEventLog.OpenAsync(database.Source, new PostgresLogOptions(), cancellation);
            await using SqliteEventLog sqlite = await SqliteEventLog.OpenAsync(new SqliteLogOptions { Folder = folder }, cancellation);
            double ours = await _batches.RateAsync(postgres, events, cancellation);
            double rival = await _batches.RateAsync(sqlite, events, cancellation);
            double ourSingles = await _singles.RateAsync(postgres, events / 25, cancellation);
            double rivalSingles = await _singles.RateAsync(sqlite, events / 25, cancellation);
            return
            [
                Row("log.postgres.batches", $"PostgreSQL, {events:N0} events, batches of {_batches.Batch}, {_batches.Callers} callers", ours, rival),
                Row("log.postgres.singles", $"PostgreSQL, {events / 25:N0} events one by one, {_singles.Callers} callers", ourSingles, rivalSingles),
            ];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static ResultRow Row(string id, string title, double ours, double rival) =>
        ResultRow.Against(id, $"Append acknowledged: {title}", "events/s", new Samples([ours]), "SQLite, the same", new Samples([rival]), new Bounds(Better.Higher));
}
