using System.Diagnostics;
using System.Globalization;
using UserRep.Benchmarks.Infrastructure;
using UserRep.Benchmarks.Measuring;
using UserRep.Benchmarks.Results;
using UserRep.Grains.Embeddings;
using UserRep.Grains.Users;
using UserRep.Grains.Versions;

namespace UserRep.Benchmarks.Service;

/// <summary>
/// What a live user takes, of more and fewer of them: everything that is on the heap more than before there were any, and the parts of it that can
/// be told apart. What one takes on disk after an orderly stop, which stores everybody's state.
/// </summary>
internal sealed class MemoryBenchmark : IBenchmark
{
    private const int EventsPerUser = 2;
    private const int Shared = LiveCrowd.Batch;
    private const int Sample = 10_000;

    // Ids before it were made beforehand, and would not be counted.
    private const int First = Load.SkewedUsers;
    private const string LogFile = "events.db";

    // What all share beside tables that double weighs more, the fewer there are: the limit is one of so many.
    private const int LimitedUsers = 300_000;
    private const double LimitBytes = 7 * 1_024;

    // With room for garbage, and for what the log is read and written with.
    private const long RoomPerUser = 12_000;

    private static readonly int[] _sizes = [100_000, 300_000, 1_000_000];
    private static readonly int[] _quickSizes = [5_000, 20_000];

    public string Name => "memory";

    public string Question => "How much memory does a live user take, and how much disk a stored one?";

    public bool IsSystem => true;

    public IReadOnlyList<ResultRow> Run(MeasuringOptions options, CancellationToken cancellation) => RunAsync(options, cancellation).GetAwaiter().GetResult();

    private static async Task<IReadOnlyList<ResultRow>> RunAsync(MeasuringOptions options, CancellationToken cancellation)
    {
        List<ResultRow> rows = [];

        // The fewest first: what they leave behind is little beside what comes then.
        foreach (int users in (options.Quick ? _quickSizes : _sizes).Where(u => u * RoomPerUser < GC.GetGCMemoryInfo().TotalAvailableMemoryBytes))
        {
            rows.AddRange(await MeasureAsync(users, withProcess: rows.Count == 0, cancellation));
        }

        return rows;
    }

    private static async Task<IReadOnlyList<ResultRow>> MeasureAsync(int users, bool withProcess, CancellationToken cancellation)
    {
        using ScratchFolder folder = new();
        return [.. await LiveAsync(folder.Path, users, withProcess, cancellation), .. Stored(folder.Path, users)];
    }

    /// <summary>Measures users who are live, and leaves their log and their snapshots.</summary>
    private static async Task<IReadOnlyList<ResultRow>> LiveAsync(string folder, int users, bool withProcess, CancellationToken cancellation)
    {
        await using GrainsUnderLoad grains = await GrainsUnderLoad.StartOnAsync(folder, o => GrainsUnderLoad.StoreAll(o, users), cancellation);
        await grains.ServeDemoAsync(cancellation);
        EmbeddingTable table = grains.Get<EmbeddingTable>();

        // The first users bring what all share: code, pools, prepared statements.
        await LiveCrowd.SendAsync(grains, First - Shared, First, EventsPerUser, cancellation);
        await LiveCrowd.LiveAsync(grains, First - Shared, First, cancellation);
        (long heap, long process) = (Heap(), ProcessBytes());
        await LiveCrowd.SendAsync(grains, First, First + users, EventsPerUser, cancellation);
        await LiveCrowd.LiveAsync(grains, First, First + users, cancellation);
        (double perUser, double ofProcess) = ((Heap() - heap) / (double)users, (ProcessBytes() - process) / (double)users);
        double vector = table.Bytes / (double)table.Users;
        ServedVersion version = grains.Get<VersionHost>().Plan.Current!;
        double state = StateBytes(version);
        double payload = version.Space.Codec.Size + (version.Dimension * sizeof(float));
        return
        [
            Row(users, "user", $"A live user, {users:N0} at once: all of it", perUser, users == LimitedUsers ? LimitBytes : null),
            ResultRow.Against(string.Create(CultureInfo.InvariantCulture, $"memory.{users}.user.payload"), $"The same against what cannot be left out, {users:N0} at once", "B/user", new Samples([perUser]), "the numbers of a state and of a vector", new Samples([payload]), new Bounds(Better.Lower, Floor: 2, Goal: 1.5)),
            Row(users, "user.vector", $"of which the vector, in the table, {users:N0} at once", vector),
            Row(users, "user.state", $"of which the state: sums, profile, position, {users:N0} at once", state),
            Row(users, "user.grain", $"the rest: the grain, its place in the directories, what the log remembers of the user, {users:N0} at once", perUser - vector - state),
            .. withProcess ? (ResultRow[])[Row(users, "user.process", $"growth of the process, garbage and pages of the database included, {users:N0} at once", ofProcess)] : [],
        ];
    }

    /// <summary>What is in the folder after an orderly stop, whatever the engine keeps beside its files included.</summary>
    private static IReadOnlyList<ResultRow> Stored(string folder, int users)
    {
        int all = Shared + users;
        long stored = StoredSnapshots.Count(folder);
        return
        [
            Row(users, "disk.snapshot", $"Disk per stored user: snapshot, of {stored:N0} of {all:N0}", FolderBytes.OfDatabase(folder, StoredSnapshots.FileName) / (double)stored, 4_096),
            Row(users, "disk.log", $"Disk per stored user of {all:N0}: the log, {EventsPerUser} events each", FolderBytes.OfDatabase(folder, LogFile) / (double)all),
            Row(users, "disk", $"Disk per stored user of {all:N0}: all of the data folder, the model included", FolderBytes.Of(folder) / (double)all),
        ];
    }

    private static ResultRow Row(int users, string id, string name, double bytes, double? floor = null) =>
        ResultRow.Alone(string.Create(CultureInfo.InvariantCulture, $"memory.{users}.{id}"), name, "B/user", new Samples([bytes]), new Bounds(Better.Lower, floor));

    /// <summary>States made as a grain makes them, in a row, for what one takes.</summary>
    private static double StateBytes(ServedVersion version)
    {
        UserFold[] folds = new UserFold[Sample];
        long before = Heap();
        for (int i = 0; i < folds.Length; i++)
        {
            folds[i] = new UserFold(version.Space);
        }

        double bytes = (Heap() - before) / (double)folds.Length;
        GC.KeepAlive(folds);
        return bytes;
    }

    private static long Heap() => GC.GetTotalMemory(forceFullCollection: true);

    private static long ProcessBytes()
    {
        using Process own = Process.GetCurrentProcess();
        return own.WorkingSet64;
    }
}
