using System.Collections.Concurrent;
using System.Diagnostics;
using UserRep.Benchmarks.EventLog;
using UserRep.Benchmarks.Measuring;
using UserRep.Benchmarks.Results;
using UserRep.Client;

namespace UserRep.Benchmarks.Service;

/// <summary>
/// A service with many stored users that was stopped in order while events went on coming into its log: how soon it is ready, and how fast it
/// takes in what it missed, against the bare reading of the same events from the same files. Nobody is in memory then, so that all of them are left to
/// the log; what that puts off is measured next, when the vectors of everybody who has events are read for the first time.
/// </summary>
internal sealed class RestartBenchmark : IBenchmark
{
    private const int Callers = 8;
    private const int Batch = 25;
    private const int ReadBatch = 500;
    private const int Readers = 4;

    // A stop stores everybody, however long it takes: each repeat begins with the same, everybody's snapshot and the backlog.
    private static readonly string[] _filling = ["--UserRep:SnapshotShutdown", "00:10:00", "--UserRep:SnapshotQueue", "1000000"];
    private static readonly string[] _settings = [.. _filling, "--UserRep:PassOverAfter", "00:00:10"];

    public string Name => "restart";

    public string Question => "How soon is a service with a million users ready after a restart, and how fast does it take in a backlog?";

    public bool IsSystem => true;

    public IReadOnlyList<ResultRow> Run(MeasuringOptions options, CancellationToken cancellation) =>
        (options.Quick ? RunAsync(10_000, 5_000, 1, cancellation) : RunAsync(1_000_000, 1_000_000, 5, cancellation)).GetAwaiter().GetResult();

    private static async Task<IReadOnlyList<ResultRow>> RunAsync(int users, int events, int repeats, CancellationToken cancellation)
    {
        await using ServiceUnderLoad service = new();
        await FillAsync(service, users, cancellation);
        long stored = StoredSnapshots.Count(service.Folder);
        Func<Random, UserEvent> draw = Load.SkewedOver(users);
        List<Measured> runs = [];
        for (int repeat = 0; repeat < repeats; repeat++)
        {
            ConcurrentDictionary<string, bool> active = new(StringComparer.Ordinal);
            LogLoad load = new(Callers, Batch, random =>
            {
                UserEvent e = draw(random);
                active[e.UserId] = true;
                return e;
            });

            // The service keeps the log to itself, so the rival always comes first.
            Backlog backlog = await Backlog.AppendAsync(service.Folder, load, events, cancellation);
            runs.Add(await MeasureAsync(service, backlog, [.. active.Keys], cancellation));
        }

        string state = $"{users:N0} users, {events:N0} events by Zipf's law that came after an orderly stop";
        return
        [
            ResultRow.Against("restart.events", $"Events a restarted service has behind it, from ready to caught up: {state}. It reads whose and of when they are, and leaves those of users not in memory to the log", "events/s", Of(r => r.Rate), $"the bare log: the same events read whole, pages of {Backlog.Page:N0}, all partitions at once", Of(r => r.Backlog.ReadRate), new Bounds(Better.Higher, Floor: 0.5, Goal: 0.8)),
            ResultRow.Against("restart.headers", "The same, against the reading of as much", "events/s", Of(r => r.Rate), "the bare log: the headers of the same events, pages and partitions as above", Of(r => r.Backlog.HeaderRate), new Bounds(Better.Higher)),
            ResultRow.Against("restart.complete", "The same events, from the start to the last of their users' vectors read for the first time", "events/s", Of(r => r.Backlog.Events / r.Read), "the bare log, as above", Of(r => r.Backlog.ReadRate), new Bounds(Better.Higher)),
            ResultRow.Alone("restart.ready", $"Start to ready: {state}", "s", Of(r => r.Ready), new Bounds(Better.Lower)),
            ResultRow.Alone("restart.caughtup", "Start to caught up: every event part of its user's state, or left to the log until the user is in memory", "s", Of(r => r.CaughtUp), new Bounds(Better.Lower)),
            ResultRow.Alone("restart.reads", $"Vectors of all users of these events, read for the first time, {ReadBatch} a call, {Readers} callers", "vectors/s", Of(r => r.Active / (r.Read - r.CaughtUp)), new Bounds(Better.Higher)),
            ResultRow.Alone("restart.read", "Start to every vector of these users read", "s", Of(r => r.Read), new Bounds(Better.Lower)),
            ResultRow.Alone("restart.active", "Users of these events", "users", Of(r => r.Active), new Bounds(Better.Lower)),
            ResultRow.Alone("restart.loaded", "Users loaded for the reads, from their snapshots and the log", "users", Of(r => r.Loaded), new Bounds(Better.Lower)),
            ResultRow.Alone("restart.stateless", "Users who are in memory without a state when all is caught up, before anybody reads, most of any repeat", "users", new Samples([runs.Max(r => r.Stateless)]), new Bounds(Better.Lower, Floor: 0)),
            ResultRow.Alone("restart.snapshots", "Users with a snapshot when it was first stopped", "users", new Samples([stored]), new Bounds(Better.Higher)),
        ];

        Samples Of(Func<Measured, double> figure) => new([.. runs.Select(figure)]);
    }

    /// <summary>Leaves a service that was stopped, with so many users of one event and a snapshot each.</summary>
    private static async Task FillAsync(ServiceUnderLoad service, int users, CancellationToken cancellation)
    {
        await service.StartAsync(cancellation, _filling);
        await service.PublishDemoAsync(cancellation);
        await using UserRepClient client = service.Client();
        await service.FillAsync(client, users, cancellation);
        await StopAsync(service, cancellation);
    }

    private static async Task<Measured> MeasureAsync(ServiceUnderLoad service, Backlog backlog, string[] active, CancellationToken cancellation)
    {
        long started = Stopwatch.GetTimestamp();
        await service.StartAsync(cancellation, _settings);
        double ready = Seconds();

        // It begins before it is ready. A partition that does not know yet how far it is says that it is at its start.
        long left = await service.BehindAsync(cancellation, backlog.Before.ToDictionary(head => head.Partition, head => head.Offset));
        await service.AppliedAsync(cancellation);
        double caughtUp = Seconds();
        (long live, long withState) = await service.LiveUsersAsync(cancellation);
        if (withState > live)
        {
            throw new InvalidOperationException($"{withState} states have been made and {live} users are in memory: some have left, and how many of the others have a state is not known.");
        }

        await ReadAsync(service, active, cancellation);
        double read = Seconds();
        (_, long loaded) = await service.LiveUsersAsync(cancellation);
        await StopAsync(service, cancellation);
        return new Measured(backlog, left, ready, caughtUp, read, active.Length, Stateless: live - withState, loaded);

        double Seconds() => Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task ReadAsync(ServiceUnderLoad service, string[] users, CancellationToken cancellation)
    {
        await using UserRepClient client = service.Client();
        ParallelOptions readers = new() { MaxDegreeOfParallelism = Readers, CancellationToken = cancellation };
        await Parallel.ForEachAsync(users.Chunk(ReadBatch), readers, async (some, stop) => await client.GetAllAsync(some, stop));
    }

    private static async Task StopAsync(ServiceUnderLoad service, CancellationToken cancellation)
    {
        // What it had not noted would come on top of the backlog.
        await Task.Delay(ServiceUnderLoad.NotesAllAfter, TimeProvider.System, cancellation);
        await service.StopOrderlyAsync(cancellation);
    }

    /// <param name="Backlog">What had come.</param>
    /// <param name="Left">How much of it was left when the service was ready.</param>
    /// <param name="Ready">Seconds from the start.</param>
    /// <param name="CaughtUp">Seconds from the start.</param>
    /// <param name="Read">Seconds from the start to every vector read.</param>
    /// <param name="Active">Users who have events in it.</param>
    /// <param name="Stateless">Users in memory who took their events in without a state to take them into, when it was caught up.</param>
    /// <param name="Loaded">States that were made.</param>
    private sealed record Measured(Backlog Backlog, long Left, double Ready, double CaughtUp, double Read, int Active, long Stateless, long Loaded)
    {
        /// <summary>Gets events a second. Of a backlog so small that nothing was left when the service was ready, those since the start are known to be at least so many.</summary>
        public double Rate => Left > 0 ? Left / (CaughtUp - Ready) : Backlog.Events / CaughtUp;
    }
}
