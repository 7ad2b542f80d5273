using System.Diagnostics;
using UserRep.Benchmarks.EventLog;
using UserRep.Benchmarks.Measuring;
using UserRep.Benchmarks.Results;
using UserRep.Client;

namespace UserRep.Benchmarks.Service;

/// <summary>
/// The whole service on this machine, load generator and all: events acknowledged, applied and encoded against the bare log and against a stream
/// of Redis, both synced to disk, the way from an event to its vector, and the start.
/// </summary>
internal sealed class ServiceBenchmark : IBenchmark
{
    private const int WaysPerSecond = 1_000;
    private const int WarmUpUsers = 10_000;
    private const string Vectors = "userrep_vectors_computed_total";

    // The first reads open a stream and have code compiled.
    private static readonly TimeSpan _wayWarmUp = TimeSpan.FromSeconds(3);

    public string Name => "service";

    public string Question => "How many events a second does the service take, how soon is the vector there, and how soon is it ready?";

    public bool IsSystem => true;

    public IReadOnlyList<ResultRow> Run(MeasuringOptions options, CancellationToken cancellation) =>
        RunAsync(options.Quick ? Sizes.Short : Sizes.Whole, cancellation).GetAwaiter().GetResult();

    private static async Task<IReadOnlyList<ResultRow>> RunAsync(Sizes sizes, CancellationToken cancellation)
    {
        List<Measured> runs = [];
        for (int run = 0; run < sizes.Runs; run++)
        {
            runs.Add(await MeasureAsync(sizes, run, cancellation));
        }

        string load = $"{sizes.Events:N0} events of {Load.SkewedUsers:N0} users by Zipf's law, batches of {EventsLoad.Batch}, {EventsLoad.Callers} callers";
        string redis = $"Redis Streams, XADD of the same fields, appendfsync always, {EventsLoad.Callers} callers";
        Samples rate = Of(r => r.Own.Rate);
        return
        [
            ResultRow.Against("service.events", $"Acknowledged and applied, every vector computed: {load}", "events/s", rate, "the bare log, the same load", Of(r => r.Bare), new Bounds(Better.Higher, Floor: 0.5, Goal: 0.7)),
            ResultRow.Alone("service.events.floor", "The same, as a number", "events/s", rate, new Bounds(Better.Higher, Floor: 10_000)),
            ResultRow.Alone("service.events.vectors", "Vectors computed for an event of these: what a user does while a vector is computed is part of the next", "vectors/event", Of(r => r.Own.Vectors), new Bounds(Better.Higher)),
            ResultRow.Alone("service.events.generator", "Processor time of the load generator for an event of these, client library and all", "µs", Of(r => r.Own.Generator), new Bounds(Better.Lower)),
            ResultRow.Alone("service.singles.generator", "Processor time of the load generator for such an event that is sent alone", "µs", Of(r => r.Own.SinglesGenerator), new Bounds(Better.Lower)),
            .. runs.TrueForAll(r => r.Streams is not null) ? new[]
            {
                ResultRow.Against("service.redis.unpipelined", $"Acknowledged and applied, every vector computed, such events one at a time, {EventsLoad.Callers} callers", "events/s", Of(r => r.Own.Singles), $"{redis}, unpipelined ({sizes.Singles:N0} events)", Of(r => r.Streams!.Unpipelined), new Bounds(Better.Higher)),
                ResultRow.Against("service.redis.pipelined", $"Acknowledged and applied, every vector computed, the same events in batches of {EventsLoad.Batch}", "events/s", rate, $"{redis}, {EventsLoad.Batch} at once ({sizes.Pipelined:N0} events)", Of(r => r.Streams!.Pipelined), new Bounds(Better.Higher)),
            } : [],
            ResultRow.Alone("service.way.p50", $"Event due to new vector read, {WaysPerSecond:N0} events/s, p50", "ms", Of(r => r.Own.Ways.Latency.Percentile(50).TotalMilliseconds), new Bounds(Better.Lower, Floor: 20)),
            ResultRow.Alone("service.way.p99", $"Event due to new vector read, {WaysPerSecond:N0} events/s, p99", "ms", Of(r => r.Own.Ways.Latency.Percentile(99).TotalMilliseconds), new Bounds(Better.Lower, Floor: 100)),
            ResultRow.Alone("service.way.late", "How late the load generator sent these events, p99", "ms", Of(r => r.Own.Ways.Lateness.Percentile(99).TotalMilliseconds), new Bounds(Better.Lower)),
            ResultRow.Alone("service.way.generator", "Processor time of the load generator for such an event and its read, client library and all", "µs", Of(r => r.Own.Ways.ProcessorTimePerOperation.TotalMicroseconds), new Bounds(Better.Lower)),
            ResultRow.Alone("service.start", $"Start with {sizes.Logged:N0} logged events, after kill -9, to ready", "s", Of(r => r.Own.Ready), new Bounds(Better.Lower, Floor: 15)),
        ];

        Samples Of(Func<Measured, double> figure) => new([.. runs.Select(figure)]);
    }

    /// <summary>One run with a service, a log and a Redis of its own; who begins changes from run to run.</summary>
    private static async Task<Measured> MeasureAsync(Sizes sizes, int run, CancellationToken cancellation)
    {
        double bare = 0;
        OwnFigures? own = null;
        StreamsFigures? streams = null;
        Func<Task>[] turns =
        [
            async () => bare = await BareAsync(sizes, cancellation),
            async () => own = await OwnAsync(sizes, cancellation),
            async () => streams = await StreamsAsync(sizes, cancellation),
        ];
        foreach (int turn in Turns.Of(run, turns.Length))
        {
            await turns[turn]();
        }

        return new Measured(bare, own!, streams);
    }

    private static async Task<double> BareAsync(Sizes sizes, CancellationToken cancellation)
    {
        await using BareLog bare = await BareLog.OpenAsync(cancellation);
        await new LogLoad(EventsLoad.Callers, EventsLoad.Batch, WarmUp).RateAsync(bare.Log, sizes.WarmUp, cancellation);
        return await new LogLoad(EventsLoad.Callers, EventsLoad.Batch, Load.SkewedEvent).RateAsync(bare.Log, sizes.Events, cancellation);
    }

    /// <summary>Of users who are none of those that are counted: these are new to the service then, as to the log.</summary>
    private static UserEvent WarmUp(Random random) => Load.Event(random) with { UserId = $"early-{random.Next(WarmUpUsers)}" };

    private static async Task<StreamsFigures?> StreamsAsync(Sizes sizes, CancellationToken cancellation)
    {
        using ScratchFolder folder = new();
        await using RedisServer? redis = await RedisServer.TryStartSyncedAsync(folder.Path, cancellation);
        if (redis is null)
        {
            return null;
        }

        double unpipelined = await new StreamsLoad(EventsLoad.Callers, Batch: 1).RateAsync(redis, sizes.Singles, cancellation);
        return new(unpipelined, await new StreamsLoad(EventsLoad.Callers, EventsLoad.Batch).RateAsync(redis, sizes.Pipelined, cancellation));
    }

    private static async Task<OwnFigures> OwnAsync(Sizes sizes, CancellationToken cancellation)
    {
        await using ServiceUnderLoad service = new();
        await service.StartAsync(cancellation);
        await service.PublishDemoAsync(cancellation);
        await using UserRepClient client = service.Client();
        await EventsLoad.RateAsync(service, client, sizes.WarmUp, EventsLoad.Batch, WarmUp, cancellation);
        double before = await VectorsAsync(service, cancellation);
        TimeSpan own = Environment.CpuUsage.TotalTime;
        double rate = await EventsLoad.RateAsync(service, client, sizes.Events, cancellation);
        double generator = Since(own) / sizes.Events;
        double vectors = (await VectorsAsync(service, cancellation) - before) / sizes.Events;
        own = Environment.CpuUsage.TotalTime;
        double singles = await EventsLoad.RateAsync(service, client, sizes.Singles, batch: 1, Load.SkewedEvent, cancellation);
        double singlesGenerator = Since(own) / sizes.Singles;
        OpenLoopReport ways = await WaysAsync(client, sizes.Ways, cancellation);
        await service.StopAsync();
        long started = Stopwatch.GetTimestamp();
        await service.StartAsync(cancellation);
        double ready = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return new OwnFigures(rate, generator, singles, singlesGenerator, vectors, ways, ready);

        static double Since(TimeSpan before) => (Environment.CpuUsage.TotalTime - before).TotalMicroseconds;
    }

    private static async Task<double> VectorsAsync(ServiceUnderLoad service, CancellationToken cancellation)
    {
        await ServiceUnderLoad.MetricsSettleAsync(cancellation);
        return await service.MetricAsync(Vectors, cancellation);
    }

    /// <summary>From when an event was due to having read a vector that it is part of, users at random.</summary>
    private static Task<OpenLoopReport> WaysAsync(UserRepClient client, TimeSpan time, CancellationToken cancellation)
    {
        Random random = new(99);
        OpenLoop loop = new(new OpenLoopSchedule(WaysPerSecond, _wayWarmUp, time), TimeProvider.System);
        return loop.RunAsync(() => EventProbe.RunAsync(client, Load.Event(random), cancellation), cancellation);
    }

    private sealed record Sizes(int Runs, int WarmUp, int Events, int Singles, int Pipelined, TimeSpan Ways)
    {
        public static readonly Sizes Whole = new(5, 200_000, 1_000_000, 40_000, 400_000, TimeSpan.FromSeconds(10));
        public static readonly Sizes Short = new(2, 10_000, 40_000, 2_000, 20_000, TimeSpan.FromSeconds(1));

        /// <summary>Gets how many events there are in the end.</summary>
        public int Logged => WarmUp + Events + Singles + (int)(WaysPerSecond * (_wayWarmUp + Ways).TotalSeconds);
    }

    private sealed record Measured(double Bare, OwnFigures Own, StreamsFigures? Streams);

    private sealed record OwnFigures(double Rate, double Generator, double Singles, double SinglesGenerator, double Vectors, OpenLoopReport Ways, double Ready);

    private sealed record StreamsFigures(double Unpipelined, double Pipelined);
}
