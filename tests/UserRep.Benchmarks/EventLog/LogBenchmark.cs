using UserRep.Benchmarks.Measuring;
using UserRep.Benchmarks.Results;
using UserRep.EventLog.Events;
using UserRep.EventLog.Postgres;
using UserRep.Testing.Postgres;

namespace UserRep.Benchmarks.EventLog;

/// <summary>The log alone, synced to disk: PostgreSQL on this machine against SQLite. Callers are in this process, which is SQLite's as well.</summary>
internal sealed class LogBenchmark : IBenchmark
{
    private const int Repeats = 5;
    private const int WarmUpDivisor = 5;

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
        await using PostgresServer server = await SmallServer.StartAsync();
        await using PostgresTestDatabase database = await server.CreateDatabaseAsync();
        await using PostgresEventLog postgres = await PostgresEventLog.OpenAsync(database.Source, new PostgresLogOptions(), cancellation);
        await using BareLog sqlite = await BareLog.OpenAsync(cancellation);
        return
        [
            await RaceAsync("log.postgres.batches", _batches, batched, postgres, sqlite.Log, cancellation),
            await RaceAsync("log.postgres.singles", _singles, batched / 10, postgres, sqlite.Log, cancellation),
        ];
    }

    private static async Task<ResultRow> RaceAsync(string id, LogLoad load, int events, IEventLog postgres, IEventLog sqlite, CancellationToken cancellation)
    {
        IEventLog[] logs = [postgres, sqlite];
        double[][] rates = [.. logs.Select(_ => new double[Repeats])];
        foreach (IEventLog log in logs)
        {
            await load.RateAsync(log, events / WarmUpDivisor, cancellation);
        }

        for (int repeat = 0; repeat < Repeats; repeat++)
        {
            foreach (int turn in Turns.Of(repeat, logs.Length))
            {
                rates[turn][repeat] = await load.RateAsync(logs[turn], events, cancellation);
            }
        }

        return ResultRow.Against(
            id,
            $"Appended to PostgreSQL and acknowledged: {events:N0} events, {load.Batch} a call, {load.Callers} callers",
            "events/s",
            new Samples(rates[0]),
            "SQLite",
            new Samples(rates[1]),
            new Bounds(Better.Higher));
    }
}
