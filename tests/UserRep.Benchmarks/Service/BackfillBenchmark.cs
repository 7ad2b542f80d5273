using System.Diagnostics;
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
    private const int ReadsPerEvent = 5;
    private static readonly TimeSpan _beat = TimeSpan.FromMilliseconds(2);

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
        string load = $"one reader, an event for {ReadsPerEvent} reads";
        return
        [
            ResultRow.Alone("backfill.users", $"Users built in a new feature space, {users:N0} of {EventsPerUser} events, nothing held back", "users/s", new Samples([free]), new Bounds(Better.Higher)),
            ResultRow.Against("backfill.read.p99", $"Live reads while a backfill does {rate:N0} users/s, {load}, p99", "µs", Of(true, w => w.ReadP99), "without", Of(false, w => w.ReadP99), new Bounds(Better.Lower)),
            ResultRow.Against("backfill.way.p99", $"Event sent to new vector read while a backfill does {rate:N0} users/s, {load}, p99", "ms", Of(true, w => w.WayP99), "without", Of(false, w => w.WayP99), new Bounds(Better.Lower)),
        ];

        Samples Of(bool isWith, Func<Ways, double> figure) => new([.. held.Where(w => w.IsWith == isWith).Select(figure)]);
    }

    private static async Task RegisterAsync(GrainsUnderLoad grains, string version, CancellationToken cancellation)
    {
        string folder = Directory.CreateTempSubdirectory("userrep-benchmark-").FullName;
        string bundle = Path.Combine(folder, version);
        SecondModel.WriteOther(bundle, version);
        await grains.Get<IVersionRegistry>().RegisterAsync(bundle, "benchmark", cancellation);
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<Ways[]> InTurnAsync(GrainsUnderLoad grains, string version, int users, MeasuringOptions options, CancellationToken cancellation)
    {
        IBackfills backfills = grains.Get<IBackfills>();
        int beats = options.Quick ? 300 : 1_500;
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

            Ways measured = await MeasureAsync(grains, turn, users, beats, isWith, cancellation);

            // The first two warm up.
            if (turn >= 0)
            {
                ways.Add(measured);
            }
        }

        await backfills.StopAsync(version, "benchmark", null, cancellation);
        return [.. ways];
    }

    /// <summary>Reads of users in memory, and now and then an event of one and the read of its vector: 100 events a second and 500 reads, or what the machine gives.</summary>
    private static async Task<Ways> MeasureAsync(GrainsUnderLoad grains, int turn, int users, int beats, bool isWith, CancellationToken cancellation)
    {
        IEmbeddingReader reader = grains.Get<IEmbeddingReader>();
        IEventIntake intake = grains.Get<IEventIntake>();
        Random random = new(turn + 7);
        List<double> reads = [];
        List<double> ways = [];
        for (int beat = 0; beat < beats; beat++)
        {
            string user = Load.User(random.Next(users));
            long started = Stopwatch.GetTimestamp();
            await reader.ReadAsync(new EmbeddingQuery { UserIds = [user] }, cancellation);
            reads.Add(Stopwatch.GetElapsedTime(started).TotalMicroseconds);
            if (beat % ReadsPerEvent == 0)
            {
                started = Stopwatch.GetTimestamp();
                long position = (await intake.AcceptAsync([new IncomingEvent { EventId = $"{turn}-{beat}", UserId = user, Type = "listen", ItemId = Load.Item(random) }], cancellation))[0].Position;
                await reader.ReadAsync(new EmbeddingQuery { UserIds = [user], MinPositions = [position] }, cancellation);
                ways.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }

            await Task.Delay(_beat, TimeProvider.System, cancellation);
        }

        return new Ways(isWith, P99(reads), P99(ways));
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

    private static double P99(List<double> times)
    {
        times.Sort();
        return times[times.Count * 99 / 100];
    }

    private sealed record Ways(bool IsWith, double ReadP99, double WayP99);
}
