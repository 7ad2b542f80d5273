using UserRep.Benchmarks.Measuring;
using UserRep.Benchmarks.Results;
using UserRep.Grains.Intake;
using UserRep.Grains.Reading;
using UserRep.Grains.Versions;
using UserRep.Grains.Versions.Consumers;
using UserRep.Grains.Versions.Lifecycle;

namespace UserRep.Benchmarks.Service;

/// <summary>What it costs a read to be a consumer's, with a canary under way, against a read of the current version.</summary>
internal sealed class RoutingBenchmark : IBenchmark
{
    // Whole messages, and no more events than one call may send.
    private const int Users = 31 * UsersPerRead;
    private const int UsersPerRead = 32;
    private const string Consumer = "ranker";

    public string Name => "routing";

    public string Question => "What does it cost a read to be routed by its consumer?";

    public IReadOnlyList<ResultRow> Run(MeasuringOptions options, CancellationToken cancellation) => RunAsync(options, cancellation).GetAwaiter().GetResult();

    private static async Task<IReadOnlyList<ResultRow>> RunAsync(MeasuringOptions options, CancellationToken cancellation)
    {
        await using GrainsUnderLoad grains = await GrainsUnderLoad.StartAsync(cancellation);
        await PrepareAsync(grains, cancellation);
        IEmbeddingReader reader = grains.Get<IEmbeddingReader>();
        EmbeddingQuery[] queries = [.. Enumerable.Range(0, Users).Chunk(UsersPerRead).Select(part => new EmbeddingQuery { UserIds = [.. part.Select(Load.User)] })];
        int at = 0;
        Samples[] times =
        [
            .. Race.Run(
                options,
                cancellation,
                new Contender("routed", n => Repeat(n, () =>
                {
                    foreach (EmbeddingGroup group in Done(reader.ReadForAsync(Consumer, isWhole: false, queries[at++ % queries.Length], CancellationToken.None)))
                    {
                        group.Batch.Release();
                    }
                })),
                new Contender("current", n => Repeat(n, () => Done(reader.ReadAsync(queries[at++ % queries.Length], CancellationToken.None)).Release()))).Select(t => t.Select(ns => ns / UsersPerRead)),
        ];
        return
        [
            ResultRow.Against("routing.read", $"A consumer's read, canary 50 %, {UsersPerRead} users a message, per user", "ns", times[0], "a read of the current version", times[1], new Bounds(Better.Lower)),
            ResultRow.Alone("routing.added", "What routing adds to it, per user", "ns", times[0].Less(times[1]), new Bounds(Better.Lower, Floor: 100)),
        ];
    }

    /// <summary>Users who are live in both versions, and a consumer who gets both.</summary>
    private static async Task PrepareAsync(GrainsUnderLoad grains, CancellationToken cancellation)
    {
        IVersionRegistry versions = grains.Get<IVersionRegistry>();
        using ScratchFolder folder = new();
        string bundle = Path.Combine(folder.Path, "bundle");
        SecondModel.Write(bundle);
        await versions.RegisterAsync(bundle, "benchmark", cancellation);
        foreach ((VersionAction action, double? share) in new (VersionAction, double?)[] { (VersionAction.Shadow, null), (VersionAction.Canary, 50) })
        {
            await versions.ChangeAsync(new VersionChange { Version = SecondModel.Version, Action = action, Share = share, Actor = "benchmark" }, cancellation);
        }

        await grains.Get<IConsumerRegistry>().PutAsync(new ConsumerInfo { Name = Consumer, Accepts = [SecondModel.Version, "demo"] }, "benchmark", cancellation);
        await grains.Get<IEventIntake>().AcceptAsync([.. Enumerable.Range(0, Users).Select(u => new IncomingEvent { EventId = "1", UserId = Load.User(u), Type = "listen", ItemId = Load.Item(new Random(u)) })], cancellation);
        EmbeddingQuery everybody = new() { UserIds = [.. Enumerable.Range(0, Users).Select(Load.User)] };
        await grains.Get<IEmbeddingReader>().ReadForAsync(Consumer, isWhole: false, everybody, cancellation);
        await grains.Get<IEmbeddingReader>().ReadAsync(everybody, cancellation);
    }

    /// <summary>Where a vector has gone stale meanwhile, it is computed.</summary>
    private static T Done<T>(ValueTask<T> read) => read.IsCompletedSuccessfully ? read.Result : read.AsTask().GetAwaiter().GetResult();

    private static void Repeat(int times, Action read)
    {
        for (int i = 0; i < times; i++)
        {
            read();
        }
    }
}
