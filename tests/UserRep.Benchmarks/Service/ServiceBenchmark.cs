using System.Diagnostics;
using UserRep.Benchmarks.EventLog;
using UserRep.Benchmarks.Measuring;
using UserRep.Benchmarks.Results;
using UserRep.Client;
using UserRep.EventLog.Sqlite;

namespace UserRep.Benchmarks.Service;

/// <summary>
/// The whole service on this machine, load generator and all: events acknowledged and applied against the bare log, the way from an event
/// to its vector, and the start.
/// </summary>
internal sealed class ServiceBenchmark : IBenchmark
{
    private const int Batch = 100;
    private const int Callers = 8;
    private const int Runs = 3;

    public string Name => "service";

    public string Question => "How many events a second does the service take, how soon is the vector there, and how soon is it ready?";

    public bool IsSystem => true;

    public IReadOnlyList<ResultRow> Run(MeasuringOptions options, CancellationToken cancellation) => RunAsync(options, cancellation).GetAwaiter().GetResult();

    private static async Task<IReadOnlyList<ResultRow>> RunAsync(MeasuringOptions options, CancellationToken cancellation)
    {
        int events = options.Quick ? 40_000 : 1_000_000;
        List<Measured> runs = [];
        for (int run = 0; run < Runs; run++)
        {
            runs.Add(await MeasureAsync(options, events, isBareFirst: run % 2 == 0, cancellation));
        }

        string load = $"{events:N0} events of {Load.Users:N0} users, batches of {Batch}, {Callers} callers";
        Samples rate = Of(r => r.Rate);
        return
        [
            ResultRow.Against("service.events", $"Acknowledged and applied, every vector computed: {load}", "events/s", rate, "the bare log", Of(r => r.Bare), new Bounds(Better.Higher, Floor: 0.5)),
            ResultRow.Alone("service.events.floor", "The same, as a number", "events/s", rate, new Bounds(Better.Higher, Floor: 10_000)),
            ResultRow.Alone("service.way.p50", "Event sent to new vector read, 1,000 events/s, p50", "ms", Of(r => r.WayP50), new Bounds(Better.Lower, Floor: 20)),
            ResultRow.Alone("service.way.p99", "Event sent to new vector read, 1,000 events/s, p99", "ms", Of(r => r.WayP99), new Bounds(Better.Lower, Floor: 100)),
            ResultRow.Alone("service.start", $"Start with {events:N0} logged events, after kill -9, to ready", "s", Of(r => r.Ready), new Bounds(Better.Lower, Floor: 15)),
        ];

        Samples Of(Func<Measured, double> figure) => new([.. runs.Select(figure)]);
    }

    /// <summary>One run with a service and a log of its own; who begins changes from run to run.</summary>
    private static async Task<Measured> MeasureAsync(MeasuringOptions options, int events, bool isBareFirst, CancellationToken cancellation)
    {
        double bare = isBareFirst ? await BareAsync(events, cancellation) : 0;
        await using ServiceUnderLoad service = new();
        await service.StartAsync(cancellation);
        await service.PublishDemoAsync(cancellation);
        await using UserRepClient client = service.Client();
        double rate = await SustainedAsync(service, client, events, cancellation);
        double[] ways = [.. (await WaysAsync(client, options.Quick ? 1_000 : 10_000, cancellation)).Order()];
        await service.StopAsync();
        long started = Stopwatch.GetTimestamp();
        await service.StartAsync(cancellation);
        double ready = Stopwatch.GetElapsedTime(started).TotalSeconds;
        await service.StopAsync();
        return new Measured(rate, isBareFirst ? bare : await BareAsync(events, cancellation), ways[ways.Length / 2], ways[ways.Length * 99 / 100], ready);
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
                await client.PublishAsync([.. Enumerable.Range(0, Batch).Select(_ => Load.Event(random))], cancellation);
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
                UserEvent e = Load.Event(random);
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

    private sealed record Measured(double Rate, double Bare, double WayP50, double WayP99, double Ready);
}
