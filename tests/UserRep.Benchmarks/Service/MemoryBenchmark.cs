using System.Diagnostics;
using UserRep.Benchmarks.Measuring;
using UserRep.Benchmarks.Results;
using UserRep.Grains.Embeddings;
using UserRep.Grains.Users;
using UserRep.Grains.Versions;

namespace UserRep.Benchmarks.Service;

/// <summary>What a live user takes: everything that is on the heap more than before there were any, and the parts of it that can be told apart.</summary>
internal sealed class MemoryBenchmark : IBenchmark
{
    private const int EventsPerUser = 2;
    private const int Sample = 10_000;

    public string Name => "memory";

    public string Question => "How much memory does a live user take?";

    public bool IsSystem => true;

    public IReadOnlyList<ResultRow> Run(MeasuringOptions options, CancellationToken cancellation) => RunAsync(options, cancellation).GetAwaiter().GetResult();

    private static async Task<IReadOnlyList<ResultRow>> RunAsync(MeasuringOptions options, CancellationToken cancellation)
    {
        int users = options.Quick ? 20_000 : 300_000;
        await using GrainsUnderLoad grains = await GrainsUnderLoad.StartAsync(cancellation);
        EmbeddingTable table = grains.Get<EmbeddingTable>();

        // The first users bring what all share: code, pools, prepared statements.
        await LiveCrowd.SendAsync(grains, -LiveCrowd.Batch, 0, EventsPerUser, cancellation);
        await LiveCrowd.LiveAsync(grains, -LiveCrowd.Batch, 0, cancellation);
        (long heap, long process) = (Heap(), ProcessBytes());
        await LiveCrowd.SendAsync(grains, 0, users, EventsPerUser, cancellation);
        await LiveCrowd.LiveAsync(grains, 0, users, cancellation);
        (double perUser, double ofProcess) = ((Heap() - heap) / (double)users, (ProcessBytes() - process) / (double)users);
        double vector = table.Bytes / (double)table.Users;
        double state = StateBytes(grains.Get<VersionHost>().Plan.Current!);
        return
        [
            Row("memory.user", $"A live user, {users:N0} at once: all of it", perUser, 7 * 1_024),
            Row("memory.user.vector", "of which the vector, in the table", vector),
            Row("memory.user.state", "of which the state: sums, profile, position", state),
            Row("memory.user.grain", "the rest: the grain, its place in the directories, what the log remembers of the user", perUser - vector - state),
            Row("memory.user.process", "growth of the process, garbage and pages of the database included", ofProcess),
        ];

        static ResultRow Row(string id, string name, double bytes, double? floor = null) => ResultRow.Alone(id, name, "B/user", new Samples([bytes]), new Bounds(Better.Lower, floor));
    }

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
