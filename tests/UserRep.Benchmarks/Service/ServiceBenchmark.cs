using System.Diagnostics;
using System.Globalization;
using UserRep.Benchmarks.EventLog;
using UserRep.Benchmarks.Measuring;
using UserRep.Benchmarks.Results;
using UserRep.Client;
using UserRep.EventLog.Sqlite;

namespace UserRep.Benchmarks.Service;

/// <summary>
/// The whole service on this machine, load generator and all: events acknowledged and applied against the bare log, the way from an event
/// to its vector, and reads.
/// </summary>
internal sealed class ServiceBenchmark : IBenchmark
{
    private const int Users = 50_000;
    private const int Items = 1_500;
    private const int Batch = 100;
    private const int Callers = 8;
    private const int Readers = 64;

    public string Name => "service";

    public string Question => "How many events a second does the service take, how soon is the vector there, and how fast is it read?";

    public IReadOnlyList<ResultRow> Run(MeasuringOptions options, CancellationToken cancellation) => RunAsync(options, cancellation).GetAwaiter().GetResult();

    private static async Task<IReadOnlyList<ResultRow>> RunAsync(MeasuringOptions options, CancellationToken cancellation)
    {
        int events = options.Quick ? 40_000 : 1_000_000;
        await using ServiceUnderLoad service = new();
        await service.StartAsync(cancellation);
        await service.PublishDemoAsync(cancellation);
        await using UserRepClient client = service.Client();
        double bare = await BareAsync(events, cancellation);
        double rate = await SustainedAsync(service, client, events, cancellation);
        double[] ways = [.. (await WaysAsync(client, options.Quick ? 1_000 : 10_000, cancellation)).Order()];
        double coalesced = await ReadsAsync(client, options.Quick ? 20_000 : 400_000, cancellation);
        double batched = await BatchesAsync(client, options.Quick ? 40 : 1_000, cancellation);
        await service.StopAsync();
        long started = Stopwatch.GetTimestamp();
        await service.StartAsync(cancellation);
        double ready = Stopwatch.GetElapsedTime(started).TotalSeconds;
        string load = $"{events:N0} events of {Users:N0} users, batches of {Batch}, {Callers} callers";
        return
        [
            ResultRow.Against("service.events", $"Acknowledged and applied, every vector computed: {load}", "events/s", new Samples([rate]), "the bare log", new Samples([bare]), new Bounds(Better.Higher, Floor: 0.5)),
            ResultRow.Alone("service.events.floor", "The same, as a number", "events/s", new Samples([rate]), new Bounds(Better.Higher, Floor: 10_000)),
            ResultRow.Alone("service.way.p50", "Event sent to new vector read, 1,000 events/s, p50", "ms", new Samples([ways[ways.Length / 2]]), new Bounds(Better.Lower, Floor: 20)),
            ResultRow.Alone("service.way.p99", "Event sent to new vector read, 1,000 events/s, p99", "ms", new Samples([ways[ways.Length * 99 / 100]]), new Bounds(Better.Lower, Floor: 100)),
            ResultRow.Alone("service.reads", $"Single reads, {Readers} callers, coalesced", "reads/s", new Samples([coalesced]), new Bounds(Better.Higher)),
            ResultRow.Alone("service.batches", "Vectors read in batches of 500", "vectors/s", new Samples([batched]), new Bounds(Better.Higher)),
            ResultRow.Alone("service.start", $"Start with {events:N0} logged events, after kill -9, to ready", "s", new Samples([ready]), new Bounds(Better.Lower, Floor: 15)),
        ];
    }

    private static async Task<double> BareAsync(int events, CancellationToken cancellation)
    {
        string folder = Directory.CreateTempSubdirectory("userrep-benchmark-").FullName;
        await using (SqliteEventLog log = await SqliteEventLog.OpenAsync(new SqliteLogOptions { Folder = folder }, cancellation))
        {
            double rate = await new LogLoad(Callers, Batch).RateAsync(log, events, cancellation);
            await log.DisposeAsync();
            Directory.Delete(folder, recursive: true);
            return rate;
        }
    }

    private static async Task<double> SustainedAsync(ServiceUnderLoad service, UserRepClient client, int events, CancellationToken cancellation)
    {
        long started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            Random random = new(caller);
            for (int i = 0; i < events / Callers / Batch; i++)
            {
                await client.PublishAsync([.. Enumerable.Range(0, Batch).Select(_ => Event(random))], cancellation);
            }
        }, cancellation)));
        await service.AppliedAsync(cancellation);
        return events / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>Milliseconds from sending an event to having read a vector that it is part of, at a steady 1,000 a second.</summary>
    private static async Task<double[]> WaysAsync(UserRepClient client, int events, CancellationToken cancellation)
    {
        Random random = new(99);
        Task<double>[] ways = new Task<double>[events];
        long started = Stopwatch.GetTimestamp();
        for (int i = 0; i < events;)
        {
            for (; i < events && Stopwatch.GetElapsedTime(started).TotalMilliseconds >= i; i++)
            {
                UserEvent e = Event(random);
                ways[i] = Task.Run(() => WayAsync(client, e, cancellation), cancellation);
            }

            // Not a busy wait: the service needs the core.
            await Task.Delay(TimeSpan.FromMilliseconds(1), cancellation);
        }

        return await Task.WhenAll(ways);
    }

    private static async Task<double> WayAsync(UserRepClient client, UserEvent e, CancellationToken cancellation)
    {
        long started = Stopwatch.GetTimestamp();
        IReadOnlyList<PublishedEvent> published = await client.PublishAsync([e], cancellation);
        await client.GetAsync(e.UserId, new GetOptions { MinPosition = published[0].Position }, cancellation);
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static async Task<double> ReadsAsync(UserRepClient client, int reads, CancellationToken cancellation)
    {
        long started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Readers).Select(reader => Task.Run(async () =>
        {
            Random random = new(reader);
            for (int i = 0; i < reads / Readers; i++)
            {
                await client.GetAsync(User(random), null, cancellation);
            }
        }, cancellation)));
        return reads / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task<double> BatchesAsync(UserRepClient client, int batches, CancellationToken cancellation)
    {
        const int Size = 500;
        Random random = new(1);
        long started = Stopwatch.GetTimestamp();
        for (int i = 0; i < batches; i++)
        {
            await client.GetManyAsync([.. Enumerable.Range(0, Size).Select(_ => User(random))], null, cancellation);
        }

        return batches * Size / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static UserEvent Event(Random random) => new() { UserId = User(random), Type = random.Next(5) == 0 ? "like" : "listen", ItemId = Item(random) };

    private static string User(Random random) => string.Create(CultureInfo.InvariantCulture, $"user-{random.Next(Users)}");

    private static string Item(Random random) => string.Create(CultureInfo.InvariantCulture, $"track-{random.Next(Items):000000}");
}
