using UserRep.Benchmarks.Results;
using UserRep.Benchmarks.Scaling;

namespace UserRep.Tests.Benchmarks.Scaling;

/// <summary>A report that follows a law exactly, so that a fit has to find the law again.</summary>
internal static class KnownCosts
{
    public const double EventMicros = 80;
    public const double RemoteEventMicros = 20;
    public const double DatabaseMicros = 50;
    public const double RecordBytes = 480;
    public const double ImageBytes = 6_800;
    public const double SiloBytes = 300e6;
    public const double UserBytes = 9_000;
    public const double EventDisk = 300;
    public const double UserIndexBytes = 88;
    public const double UserDisk = 160;
    public const double SnapshotDisk = 5_800;
    public const double SnapshotWal = 5_000;

    private const double Seconds = 10;
    private const double Events = 20_000;

    public static ScalingReport Report { get; } = new(HostFacts.Read(TimeProvider.System), Quick: false, [.. Sizes.SelectMany(Rows)], [.. Sizes.SelectMany(Rooms)]);

    public static CostModel Model { get; } = CostFits.Model(Report);

    private static ScalingSize[] Sizes => [new(1, 16, 1_000), new(2, 16, 2_000), new(3, 16, 5_000), new(3, 64, 9_000)];

    /// <summary>Processor time of a read of many, in µs: by itself, per user, per user elsewhere, per silo asked.</summary>
    public static double BatchMicros(double users, double remote, double asked) => 40 + (0.7 * users) + (0.4 * remote) + (60 * asked);

    private static IEnumerable<CostRow> Rows(ScalingSize size)
    {
        double remote = Spread.RemoteShare(size.Silos);
        Costs nothing = new(Seconds, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        double pairs = (double)size.Silos * size.Partitions;
        Costs idle = nothing with
        {
            SiloSeconds = Seconds * ((0.03 * size.Silos) + (2e-5 * pairs)),
            DatabaseSeconds = Seconds * ((0.01 * size.Silos) + (1e-6 * pairs)),
            Transactions = Seconds * ((10 * size.Silos) + size.Partitions),
            SiloBytes = Seconds * (size.Silos - 1) * ((5_000 * size.Silos) + (300.0 * size.Partitions)),
        };
        double images = 100 * size.Users / 1_000.0;
        Costs events = idle with
        {
            SiloSeconds = idle.SiloSeconds + (1e-6 * Events * (EventMicros + (RemoteEventMicros * remote))),
            DatabaseSeconds = idle.DatabaseSeconds + (1e-6 * Events * DatabaseMicros),
            WalBytes = (RecordBytes * Events) + (ImageBytes * images),
            PageImages = images,
            Transactions = idle.Transactions + (0.02 * Events),
            SiloBytes = idle.SiloBytes + (700 * remote * Events),
            DatabaseBytes = 250 * Events,
            ClientBytes = 70 * Events,
        };
        return
        [
            new(Work.Idle, size, Seconds, idle),
            new(Work.Events, size, Events, events),
            new(Work.FirstEvents, size, Events, events with { SiloSeconds = (2 * events.SiloSeconds) - idle.SiloSeconds }),
            new(Work.Reads, size, Events, idle with { SiloSeconds = idle.SiloSeconds + (1e-6 * Events * (4 + (2 * remote))), ClientBytes = 500 * Events, SiloBytes = idle.SiloBytes + (560 * remote * Events) }),
            Batch(Work.SmallReads, WorkSizes.SmallRead),
            Batch(Work.LargeReads, WorkSizes.LargeRead),
            new(Work.Snapshots, size, 1_000, nothing with { WalBytes = SnapshotWal * 1_000, DatabaseSeconds = 0.1 }),
        ];

        CostRow Batch(Work work, double users)
        {
            double asked = Spread.OtherSilos(size.Silos, users);
            return new(work, size, 1_000, idle with
            {
                SiloSeconds = idle.SiloSeconds + (1e-3 * BatchMicros(users, users * remote, asked)),
                ReadMessages = 1_000 * asked,
                ClientBytes = 1_000 * (40 + (500 * users)),
                SiloBytes = idle.SiloBytes + (1_000 * ((510 * users * remote) + (380 * asked))),
            });
        }
    }

    private static IEnumerable<Footprint> Rooms(ScalingSize size) =>
    [
        new(size, size.Users, (SiloBytes * size.Silos) + (UserBytes * size.Users), (1e8 * size.Silos) + (6_000.0 * size.Users), Events, EventDisk * Events, UserIndexBytes * Events, size.Users, UserDisk * size.Users, 1_000, SnapshotDisk * 1_000),
    ];
}
