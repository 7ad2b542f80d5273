using UserRep.Benchmarks.Measuring;
using UserRep.Benchmarks.Results;
using UserRep.Benchmarks.Service;
using UserRep.Client;

namespace UserRep.Benchmarks.EventCosts;

/// <summary>
/// What the service spends on an event, from its arrival until the vectors that it is part of are there: processor time by what threads do, and beside it parts of the
/// way measured alone; allocations; and bytes on disk. What threads of the pool do, and who allocates, is told by samples of events that are not counted: to sample is work, too.
/// </summary>
internal sealed class EventCostBenchmark : IBenchmark
{
    private const string Whole = "all that the service spends on an event";
    private const string Garbage = "all that the service allocates for an event";
    private const string Wal = "all that is written to the log's write-ahead log";
    private const string Stored = "all of the file";

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

    private static readonly (CodePart Part, string Id, string Name)[] _parts =
    [
        (CodePart.Orleans, "orleans", "Orleans: calls, messages, activations, streams"),
        (CodePart.Log, "log", "the log and snapshots: reads of users who come into memory, and what is handed to the writers"),
        (CodePart.Users, "users", "users: states, features, vectors into the table"),
        (CodePart.Partitions, "partitions", "partitions: who is told of what"),
        (CodePart.Encoding, "encoding", "encoding: runs for many users put together"),
        (CodePart.Intake, "intake", "gRPC, and checking what comes in"),
        (CodePart.Other, "other", "none of these"),
    ];

    private static readonly (LogTree Tree, string Id, string Name)[] _trees =
    [
        (LogTree.Events, "events", "events, by partition and offset"),
        (LogTree.EventsByHash, "by-hash", "the index of users' events and of their ids, by which what comes twice is found"),
        (LogTree.Users, "users", "users, and the index of their ids"),
        (LogTree.Other, "other", "all else"),
    ];

    public string Name => "event-cost";

    public string Question => "What does an event cost in processor time, allocations and bytes on disk, item by item?";

    public bool IsSystem => true;

    public IReadOnlyList<ResultRow> Run(MeasuringOptions options, CancellationToken cancellation) =>
        RunAsync(options.Quick ? new Sizes(2, 10_000, 20_000, 10_000) : new Sizes(5, 100_000, 300_000, 100_000), cancellation).GetAwaiter().GetResult();

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
        List<Measured> costs = [];
        for (int repeat = 0; repeat < sizes.Repeats; repeat++)
        {
            ServiceReading before = await meter.ReadAsync(cancellation);
            await EventsLoad.RateAsync(service, client, sizes.Events, cancellation);
            EventCost cost = new(before, await meter.ReadAsync(cancellation), sizes.Events);
            PartsCost alone = await parts.MeasureAsync(sizes.Events, Math.Max(1, (int)Math.Round(cost.VectorsPerRun)), cancellation);
            ServiceProfile profile = await ServiceProfile.TakeAsync(service.Process.Id, () => EventsLoad.RateAsync(service, client, sizes.Profiled, cancellation), cancellation);
            await parts.AppendAsync(sizes.Profiled, cancellation);
            costs.Add(new Measured(cost, alone, profile));
        }

        await service.StopOrderlyAsync(cancellation);
        return Rows(sizes, costs, new LogFile(Path.Combine(service.Folder, "events.db")));
    }

    private static IReadOnlyList<ResultRow> Rows(Sizes sizes, IReadOnlyList<Measured> costs, LogFile file)
    {
        string load = $"{sizes.Events:N0} events of {Load.SkewedUsers:N0} users by Zipf's law, batches of {EventsLoad.Batch}, {EventsLoad.Callers} callers";
        Samples whole = Of(c => c.Event.Microseconds);
        Samples allocated = Of(c => c.Event.AllocatedBytes);
        Samples wal = Of(c => c.Event.LogWalBytes);
        Samples stored = StoredBytes(file.Pages);
        Bounds reported = new(Better.Lower);
        return
        [
            Alone("cpu", $"Processor time of the service for an event, until its vectors are there: {load}", "µs/event", whole),
            .. _items.Select(item => Part($"cpu.{item.Id}", $"Of that: {item.Name}", Of(c => c.Event.MicrosecondsOf(item.Work)))),
            .. _parts.Select(part => Part($"cpu.workers.{part.Id}", $"Of what is on the pool, by samples: {part.Name}", Of(c => c.MicrosecondsOf(part.Part)))),
            Part("alone.append", "Alone: an append to the bare log, its callers included", Of(c => c.Parts.Append)),
            Part("alone.fold", "Alone: the bare fold into a user's state", Of(c => c.Parts.Fold)),
            Part("alone.vectorizer", "Alone: the bare vectorizer, for as many vectors an event", Of(c => c.Parts.Vectorize * c.Event.Vectors)),
            Part("alone.encoder", "Alone: the bare encoder, for as many vectors an event and a run", Of(c => c.Parts.Encode * c.Event.Vectors)),
            Alone("vectors", "Vectors computed for an event of these", "vectors/event", Of(c => c.Event.Vectors)),
            Alone("run", "Vectors computed in a run of the model", "vectors/run", Of(c => c.Event.VectorsPerRun)),
            Alone("allocated", "Allocated by the service for an event", "B/event", allocated),
            .. _parts.Select(part => Item($"allocated.{part.Id}", $"Of that, by samples: {part.Name}", Of(c => c.AllocatedBytesOf(part.Part)), Garbage, allocated)),
            Alone("stored", "The log's file grows by, indexes included", "B/event", Of(c => c.Event.LogStoredBytes)),
            .. _trees.Select(tree => Item($"stored.{tree.Id}", $"In the log's file in the end, for each event in it: {tree.Name}", StoredBytes(file.PagesOf(tree.Tree)), Stored, stored)),
            Alone("wal", "Written to the log's write-ahead log", "B/event", wal),
            .. _trees.Select(tree => Item($"wal.{tree.Id}", $"Of that: {tree.Name}", Of(c => c.Event.LogWalBytesOf(tree.Tree, file.TreeOf)), Wal, wal)),
            Alone("wal.snapshots", "Written to the write-ahead log of snapshots", "B/event", Of(c => c.Event.SnapshotWalBytes)),
            Alone("written", "Written to disk by the service in all, what is folded back from write-ahead logs included", "B/event", Of(c => c.Event.WrittenBytes)),
            ResultRow.Alone("event-cost.commit", "Events of one commit, and so of one sync", "events", Of(c => c.Event.EventsPerCommit), new Bounds(Better.Higher)),
        ];

        ResultRow Alone(string id, string name, string unit, Samples own) => ResultRow.Alone($"event-cost.{id}", name, unit, own, reported);

        ResultRow Part(string id, string name, Samples own) => ResultRow.Against($"event-cost.{id}", name, "µs/event", own, Whole, whole, reported);

        ResultRow Item(string id, string name, Samples own, string all, Samples whole) => ResultRow.Against($"event-cost.{id}", name, "B/event", own, all, whole, reported);

        Samples Of(Func<Measured, double> figure) => new([.. costs.Select(figure)]);

        Samples StoredBytes(long pages) => new([(double)pages * file.PageBytes / file.Events]);
    }

    private sealed record Sizes(int Repeats, int Warming, int Events, int Profiled);

    private sealed record Measured(EventCost Event, PartsCost Parts, ServiceProfile Profile)
    {
        public double MicrosecondsOf(CodePart part) => Event.MicrosecondsOf(ThreadWork.Workers) * Profile.Pool[part];

        public double AllocatedBytesOf(CodePart part) => Event.AllocatedBytes * Profile.Allocated[part];
    }
}
