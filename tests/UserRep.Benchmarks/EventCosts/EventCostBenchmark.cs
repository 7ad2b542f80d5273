using UserRep.Benchmarks.Measuring;
using UserRep.Benchmarks.Results;
using UserRep.Benchmarks.Service;
using UserRep.Client;

namespace UserRep.Benchmarks.EventCosts;

/// <summary>
/// What the service spends on an event, from its arrival until the vectors that it is part of are there: processor time by what threads do, and beside it parts of the
/// way measured alone; allocations; and bytes on disk.
/// </summary>
internal sealed class EventCostBenchmark : IBenchmark
{
    private const string Whole = "all that the service spends on an event";

    private static readonly (ThreadWork Work, string Id, string Name)[] _items =
    [
        (ThreadWork.Writer, "writer", "the log's writer, SQLite and syncs included"),
        (ThreadWork.Folding, "folding", "what folds write-ahead logs back beside the writers"),
        (ThreadWork.Encoder, "encoder", "the encoder's thread"),
        (ThreadWork.Snapshots, "snapshots", "the writer of snapshots"),
        (ThreadWork.Workers, "workers", "grains and gRPC, on the pool"),
        (ThreadWork.Collector, "gc", "the collector's own threads"),
        (ThreadWork.Compiler, "jit", "compiling hot code anew"),
        (ThreadWork.Other, "other", "all other threads"),
    ];

    public string Name => "event-cost";

    public string Question => "What does an event cost in processor time, allocations and bytes on disk, item by item?";

    public bool IsSystem => true;

    public IReadOnlyList<ResultRow> Run(MeasuringOptions options, CancellationToken cancellation) =>
        RunAsync(options.Quick ? new Sizes(2, 10_000, 20_000) : new Sizes(5, 100_000, 300_000), cancellation).GetAwaiter().GetResult();

    private static async Task<IReadOnlyList<ResultRow>> RunAsync(Sizes sizes, CancellationToken cancellation)
    {
        // What is read of threads and of writes to disk is Linux's.
        if (!OperatingSystem.IsLinux())
        {
            return [];
        }

        await using ServiceUnderLoad service = new();
        await service.StartAsync(cancellation);
        await service.PublishDemoAsync(cancellation);
        await using UserRepClient client = service.Client();
        await EventsLoad.RateAsync(service, client, sizes.Warming, cancellation);
        await using PartsAlone parts = await PartsAlone.StartAsync(sizes.Warming, cancellation);
        await using ServiceMeter meter = new(service);
        List<(EventCost Event, PartsCost Parts)> costs = [];
        for (int repeat = 0; repeat < sizes.Repeats; repeat++)
        {
            ServiceReading before = await meter.ReadAsync(cancellation);
            await EventsLoad.RateAsync(service, client, sizes.Events, cancellation);
            EventCost cost = new(before, await meter.ReadAsync(cancellation), sizes.Events);
            costs.Add((cost, await parts.MeasureAsync(sizes.Events, Math.Max(1, (int)Math.Round(cost.VectorsPerRun)), cancellation)));
        }

        return Rows(sizes, costs);
    }

    private static IReadOnlyList<ResultRow> Rows(Sizes sizes, IReadOnlyList<(EventCost Event, PartsCost Parts)> costs)
    {
        string load = $"{sizes.Events:N0} events of {Load.SkewedUsers:N0} users by Zipf's law, batches of {EventsLoad.Batch}, {EventsLoad.Callers} callers";
        Samples whole = Of(c => c.Event.Microseconds);
        Bounds reported = new(Better.Lower);
        return
        [
            Alone("cpu", $"Processor time of the service for an event, until its vectors are there: {load}", "µs/event", whole),
            .. _items.Select(item => Part($"cpu.{item.Id}", $"Of that: {item.Name}", Of(c => c.Event.MicrosecondsOf(item.Work)))),
            Part("alone.append", "Alone: an append to the bare log, its callers included", Of(c => c.Parts.Append)),
            Part("alone.fold", "Alone: the bare fold into a user's state", Of(c => c.Parts.Fold)),
            Part("alone.vectorizer", "Alone: the bare vectorizer, for as many vectors an event", Of(c => c.Parts.Vectorize * c.Event.Vectors)),
            Part("alone.encoder", "Alone: the bare encoder, for as many vectors an event and a run", Of(c => c.Parts.Encode * c.Event.Vectors)),
            Alone("vectors", "Vectors computed for an event of these", "vectors/event", Of(c => c.Event.Vectors)),
            Alone("run", "Vectors computed in a run of the model", "vectors/run", Of(c => c.Event.VectorsPerRun)),
            Alone("allocated", "Allocated by the service for an event", "B/event", Of(c => c.Event.AllocatedBytes)),
            Alone("stored", "The log's file grows by, indexes included", "B/event", Of(c => c.Event.LogStoredBytes)),
            Alone("wal", "Written to the log's write-ahead log", "B/event", Of(c => c.Event.LogWalBytes)),
            Alone("wal.snapshots", "Written to the write-ahead log of snapshots", "B/event", Of(c => c.Event.SnapshotWalBytes)),
            Alone("written", "Written to disk by the service in all, what is folded back from write-ahead logs included", "B/event", Of(c => c.Event.WrittenBytes)),
            ResultRow.Alone("event-cost.commit", "Events of one commit, and so of one sync", "events", Of(c => c.Event.EventsPerCommit), new Bounds(Better.Higher)),
        ];

        ResultRow Alone(string id, string name, string unit, Samples own) => ResultRow.Alone($"event-cost.{id}", name, unit, own, reported);

        ResultRow Part(string id, string name, Samples own) => ResultRow.Against($"event-cost.{id}", name, "µs/event", own, Whole, whole, reported);

        Samples Of(Func<(EventCost Event, PartsCost Parts), double> figure) => new([.. costs.Select(figure)]);
    }

    private sealed record Sizes(int Repeats, int Warming, int Events);
}
