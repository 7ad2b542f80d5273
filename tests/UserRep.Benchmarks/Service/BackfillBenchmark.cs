using UserRep.Benchmarks.Measuring;
using UserRep.Benchmarks.Results;
using UserRep.Grains.Backfills;
using UserRep.Grains.Intake;
using UserRep.Grains.Reading;
using UserRep.Grains.Versions;

namespace UserRep.Benchmarks.Service;

/// <summary>
/// A backfill of everybody into a new feature space: how fast it is when nothing holds it back, and what live traffic notices of it, in
/// turn with and without, at the rate it has by default and at none.
/// </summary>
internal sealed class BackfillBenchmark : IBenchmark
{
    private const int EventsPerUser = 3;
    private const int ReadsPerSecond = 1_000;
    private const int EventsPerSecond = 200;
    private static readonly TimeSpan _warmUp = TimeSpan.FromSeconds(0.5);

    public string Name => "backfill";

    public string Question => "How fast are users' states built in a new feature space, and what do live reads notice of it?";

    public bool IsSystem => true;

    public IReadOnlyList<ResultRow> Run(MeasuringOptions options, CancellationToken cancellation) => RunAsync(options, cancellation).GetAwaiter().GetResult();

    private static async Task<IReadOnlyList<ResultRow>> RunAsync(MeasuringOptions options, CancellationToken cancellation)
    {
        int users = options.Quick ? 10_000 : 100_000;
        await using GrainsUnderLoad grains = await GrainsUnderLoad.StartAsync(cancellation);
        await LiveCrowd.SendAsync(grains, 0, users, EventsPerUser, cancellation);
        await LiveCrowd.LiveAsync(grains, 0, users, cancellation);
        BackfillOptions pace = grains.Get<BackfillOptions>();
        int rate = pace.UsersPerSecond;
        await RegisterAsync(grains, "second", cancellation);
        Ways[] held = await InTurnAsync(grains, "second", users, options, cancellation);

        // A backfill takes its pace from what is set when it begins.
        pace.UsersPerSecond = int.MaxValue;
        await RegisterAsync(grains, "third", cancellation);
        double free = await ToTheEndAsync(grains, "third", cancellation);
        string load = $"{ReadsPerSecond:N0} reads/s and {EventsPerSecond} events/s";
        return
        [
            ResultRow.Alone("backfill.users", $"Users built in a new feature space, {users:N0} of {EventsPerUser} events, nothing held back", "users/s", new Samples([free]), new Bounds(Better.Higher)),
            ResultRow.Against("backfill.read.p99", $"Live reads in the service's own process, from when each was due, while a backfill does {rate:N0} users/s, {load}, p99", "µs", Of(true, w => P99(w.Reads.Latency).TotalMicroseconds), "without", Of(false, w => P99(w.Reads.Latency).TotalMicroseconds), new Bounds(Better.Lower)),
            ResultRow.Against("backfill.way.p99", $"Event due to new vector read while a backfill does {rate:N0} users/s, {load}, p99", "ms", Of(true, w => P99(w.Events.Latency).TotalMilliseconds), "without", Of(false, w => P99(w.Events.Latency).TotalMilliseconds), new Bounds(Better.Lower)),
            ResultRow.Against("backfill.late.p99", "How late the load generator, which is of the same process, sent reads meanwhile, p99", "µs", Of(true, w => P99(w.Reads.Lateness).TotalMicroseconds), "without", Of(false, w => P99(w.Reads.Lateness).TotalMicroseconds), new Bounds(Better.Lower)),
        ];

        static TimeSpan P99(LatencyHistogram latency) => latency.Percentile(99);

        Samples Of(bool isWith, Func<Ways, double> figure) => new([.. held.Where(w => w.IsWith == isWith).Select(figure)]);
    }

    private static async Task RegisterAsync(GrainsUnderLoad grains, string version, CancellationToken cancellation)
    {
        using ScratchFolder folder = new();
        string bundle = Path.Combine(folder.Path, version);
        SecondModel.WriteOther(bundle, version);
        await grains.Get<IVersionRegistry>().RegisterAsync(bundle, "benchmark", cancellation);
    }

    private static async Task<Ways[]> InTurnAsync(GrainsUnderLoad grains, string version, int users, MeasuringOptions options, CancellationToken cancellation)
    {
        IBackfills backfills = grains.Get<IBackfills>();
        TimeSpan time = TimeSpan.FromSeconds(options.Quick ? 1 : 5);
        List<Ways> ways = [];
        for (int turn = -2; turn < 2 * options.Repeats; turn++)
        {
            bool isWith = turn % 4 is 1 or 2 or -2;
            if (isWith)
            {
                await backfills.StartAsync(version, "benchmark", null, cancellation);
            }
            else
            {
                await backfills.StopAsync(version, "benchmark", null, cancellation);
            }

            Ways measured = await MeasureAsync(grains, turn, users, time, isWith, cancellation);

            // The first two warm up.
            if (turn >= 0)
            {
                ways.Add(measured);
            }
        }

        await backfills.StopAsync(version, "benchmark", null, cancellation);
        return [.. ways];
    }

    /// <summary>Reads of users in memory, and beside them events, each until the vector that has it is read.</summary>
    private static async Task<Ways> MeasureAsync(GrainsUnderLoad grains, int turn, int users, TimeSpan time, bool isWith, CancellationToken cancellation)
    {
        IEmbeddingReader reader = grains.Get<IEmbeddingReader>();
        IEventIntake intake = grains.Get<IEventIntake>();
        (Random ofReads, Random ofEvents) = (new(2 * (turn + 7)), new((2 * (turn + 7)) + 1));
        int sent = 0;
        OpenLoop reads = new(new OpenLoopSchedule(ReadsPerSecond, _warmUp, time), TimeProvider.System);
        OpenLoop events = new(new OpenLoopSchedule(EventsPerSecond, _warmUp, time), TimeProvider.System);
        OpenLoopReport[] reports = await Task.WhenAll(
            reads.RunAsync(() => ReadAsync(new EmbeddingQuery { UserIds = [Load.User(ofReads.Next(users))] }), cancellation), events.RunAsync(EventAsync, cancellation));
        return new Ways(isWith, reports[0], reports[1]);

        async Task EventAsync()
        {
            IncomingEvent e = new() { EventId = $"{turn}-{++sent}", UserId = Load.User(ofEvents.Next(users)), Type = "listen", ItemId = Load.Item(ofEvents) };
            long position = (await intake.AcceptAsync([e], cancellation))[0].Position;
            await ReadAsync(new EmbeddingQuery { UserIds = [e.UserId], MinPositions = [position] });
        }

        async Task ReadAsync(EmbeddingQuery query) => (await reader.ReadAsync(query, cancellation)).Release();
    }

    private static async Task<double> ToTheEndAsync(GrainsUnderLoad grains, string version, CancellationToken cancellation)
    {
        IBackfills backfills = grains.Get<IBackfills>();
        BackfillStatus status = await backfills.StartAsync(version, "benchmark", null, cancellation);
        while (status.Stage != BackfillStage.Done)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellation);
            status = await backfills.FindAsync(version, cancellation);
        }

        return status.UsersDone / (status.EndedAt!.Value - status.StartedAt!.Value).TotalSeconds;
    }

    /// <summary>What live traffic saw.</summary>
    /// <param name="IsWith">Whether a backfill went on.</param>
    /// <param name="Reads">Reads.</param>
    /// <param name="Events">Events, each until its vector was read.</param>
    private sealed record Ways(bool IsWith, OpenLoopReport Reads, OpenLoopReport Events);
}
