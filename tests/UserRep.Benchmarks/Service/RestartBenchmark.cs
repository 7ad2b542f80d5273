using System.Diagnostics;
using UserRep.Benchmarks.EventLog;
using UserRep.Benchmarks.Measuring;
using UserRep.Benchmarks.Results;
using UserRep.Client;

namespace UserRep.Benchmarks.Service;

/// <summary>
/// A service with many stored users that was stopped in order while events went on coming into its log: how soon it is ready, and how fast it
/// takes in what it missed, against the bare reading of the same events from the same files. Those who have events must be loaded first.
/// </summary>
internal sealed class RestartBenchmark : IBenchmark
{
    private const int Repeats = 5;
    private const int Callers = 8;
    private const int Batch = 25;

    // A stop stores everybody, however long it takes: each repeat begins with the same, everybody's snapshot and the backlog.
    private static readonly string[] _settings = ["--UserRep:SnapshotShutdown", "00:10:00", "--UserRep:SnapshotQueue", "1000000"];

    // Partitions note every five seconds how far they were five seconds before. What they have not noted would come on top of the backlog.
    private static readonly TimeSpan _noting = TimeSpan.FromSeconds(12);

    public string Name => "restart";

    public string Question => "How soon is a service with a million users ready after a restart, and how fast does it take in a backlog?";

    public bool IsSystem => true;

    public IReadOnlyList<ResultRow> Run(MeasuringOptions options, CancellationToken cancellation) =>
        (options.Quick ? RunAsync(20_000, 5_000, cancellation) : RunAsync(1_000_000, 200_000, cancellation)).GetAwaiter().GetResult();

    private static async Task<IReadOnlyList<ResultRow>> RunAsync(int users, int events, CancellationToken cancellation)
    {
        await using ServiceUnderLoad service = new();
        await FillAsync(service, users, cancellation);
        long stored = StoredSnapshots.Count(service.Folder);
        LogLoad load = new(Callers, Batch, Load.SkewedOver(users));
        List<Measured> runs = [];
        for (int repeat = 0; repeat < Repeats; repeat++)
        {
            // The service keeps the log to itself, so the rival always comes first.
            Backlog backlog = await Backlog.AppendAsync(service.Folder, load, events, cancellation);
            runs.Add(await MeasureAsync(service, backlog, cancellation));
        }

        string state = $"{users:N0} users, {events:N0} events by Zipf's law that came after an orderly stop";
        return
        [
            ResultRow.Against("restart.events", $"Taken in, from ready to caught up: {state}", "events/s", Of(r => r.Rate), $"the bare log: the same events read, pages of {Backlog.Page:N0}, all partitions at once", Of(r => r.Backlog.ReadRate), new Bounds(Better.Higher, Floor: 0.5, Goal: 0.8)),
            ResultRow.Alone("restart.ready", $"Start to ready: {state}", "s", Of(r => r.Ready), new Bounds(Better.Lower)),
            ResultRow.Alone("restart.caughtup", "Start to caught up: every event part of its user's state", "s", Of(r => r.CaughtUp), new Bounds(Better.Lower)),
            ResultRow.Alone("restart.vectors", "Start to every vector of these users computed", "s", Of(r => r.Encoded), new Bounds(Better.Lower)),
            ResultRow.Alone("restart.loaded", "Users loaded for it, from their snapshots and the log", "users", Of(r => r.Loaded), new Bounds(Better.Lower)),
            ResultRow.Alone("restart.stateless", "Users of these events who are in memory without a state, and thus without a vector until they are read, most of any repeat", "users", new Samples([runs.Max(r => r.Stateless)]), new Bounds(Better.Lower, Floor: 0)),
            ResultRow.Alone("restart.snapshots", "Users with a snapshot when it was first stopped", "users", new Samples([stored]), new Bounds(Better.Higher)),
        ];

        Samples Of(Func<Measured, double> figure) => new([.. runs.Select(figure)]);
    }

    /// <summary>Leaves a service that was stopped, with so many users of one event and a snapshot each.</summary>
    private static async Task FillAsync(ServiceUnderLoad service, int users, CancellationToken cancellation)
    {
        await service.StartAsync(cancellation, _settings);
        await service.PublishDemoAsync(cancellation);
        await using UserRepClient client = service.Client();
        await service.FillAsync(client, users, cancellation);
        await StopAsync(service, cancellation);
    }

    private static async Task<Measured> MeasureAsync(ServiceUnderLoad service, Backlog backlog, CancellationToken cancellation)
    {
        long started = Stopwatch.GetTimestamp();
        await service.StartAsync(cancellation, _settings);
        double ready = Seconds();

        // It begins before it is ready. Where it does not know yet how far it is, it is behind with everything there ever was.
        long left = Math.Min(backlog.Events, await service.BehindAsync(cancellation));
        await service.AppliedAsync(cancellation);
        double caughtUp = Seconds();
        await service.EncodedAsync(cancellation);
        double encoded = Seconds();
        (long live, long loaded) = await service.LiveUsersAsync(cancellation);
        await StopAsync(service, cancellation);
        return new Measured(backlog, left, ready, caughtUp, encoded, live, loaded);

        double Seconds() => Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task StopAsync(ServiceUnderLoad service, CancellationToken cancellation)
    {
        await Task.Delay(_noting, TimeProvider.System, cancellation);
        await service.StopOrderlyAsync(cancellation);
    }

    /// <param name="Backlog">What had come.</param>
    /// <param name="Left">How much of it was left when the service was ready.</param>
    /// <param name="Ready">Seconds from the start.</param>
    /// <param name="CaughtUp">Seconds from the start.</param>
    /// <param name="Encoded">Seconds from the start.</param>
    /// <param name="Live">Users in memory.</param>
    /// <param name="Loaded">States that were made.</param>
    private sealed record Measured(Backlog Backlog, long Left, double Ready, double CaughtUp, double Encoded, long Live, long Loaded)
    {
        /// <summary>Gets events a second. Of a backlog so small that nothing was left when the service was ready, those since the start are known to be at least so many.</summary>
        public double Rate => Left > 0 ? Left / (CaughtUp - Ready) : Backlog.Events / CaughtUp;

        /// <summary>Gets how many of them took their events in without a state to take them into.</summary>
        public long Stateless => Math.Max(0, Live - Loaded);
    }
}
