using UserRep.Benchmarks.Measuring;
using UserRep.Benchmarks.Results;
using UserRep.Grains.Intake;
using UserRep.Grains.Reading;
using UserRep.Grains.Versions;
using UserRep.Grains.Versions.Lifecycle;

namespace UserRep.Benchmarks.Service;

/// <summary>
/// Versions that come and go, each with features, items and a session of its own: what is left of them in the memory of the service and in
/// the time of reads of the version that stays.
/// </summary>
internal sealed class UnloadBenchmark : IBenchmark
{
    private const int Users = 1_000;
    private const int UsersPerRead = 32;
    private const double Megabyte = 1 << 20;
    private const double Steady = 0.95;
    private const int SteadyRounds = 5;
    private const int MostWarming = 100;

    public string Name => "unload";

    public string Question => "What is left of two hundred versions that came and went?";

    public bool IsSystem => true;

    public IReadOnlyList<ResultRow> Run(MeasuringOptions options, CancellationToken cancellation) => RunAsync(options, cancellation).GetAwaiter().GetResult();

    private static async Task<IReadOnlyList<ResultRow>> RunAsync(MeasuringOptions options, CancellationToken cancellation)
    {
        int cycles = options.Quick ? 20 : 200;
        await using GrainsUnderLoad grains = await GrainsUnderLoad.StartAsync(cancellation, o => o.Versions.DrainWindow = TimeSpan.Zero);
        await grains.Get<IEventIntake>().AcceptAsync(
            [.. Enumerable.Range(0, Users).Select(u => new IncomingEvent { EventId = "1", UserId = Load.User(u), Type = "listen", ItemId = Load.Item(new Random(u)) })], cancellation);
        await LiveCrowd.LiveAsync(grains, 0, Users, cancellation);

        // What is made once, with the first of them, is no growth; and as many as come later, so that all code of reads has been compiled as often.
        for (int cycle = 0; cycle < cycles; cycle++)
        {
            await ComeAndGoAsync(grains, $"early-{cycle}", cancellation);
        }

        double memory = Memory();
        Samples before = await SteadyTimesAsync(grains, options, cancellation);
        for (int cycle = 0; cycle < cycles; cycle++)
        {
            await ComeAndGoAsync(grains, $"v{cycle}", cancellation);
        }

        // As before: what the machine does besides for a moment is no growth either.
        Samples after = await SteadyTimesAsync(grains, options, cancellation);
        return
        [
            ResultRow.Against("unload.read", $"A read of {UsersPerRead} users of the version that stays, after {2 * cycles} others came and went, p50, the best of rounds until none is much better", "µs", after, $"after {cycles}", before, new Bounds(Better.Lower, Floor: 1.2)),
            ResultRow.Alone("unload.memory", $"Objects that {cycles} versions leave in memory, after {cycles} before them", "MB", new Samples([(Memory() - memory) / Megabyte]), new Bounds(Better.Lower, Floor: 10)),
        ];
    }

    private static async Task ComeAndGoAsync(GrainsUnderLoad grains, string version, CancellationToken cancellation)
    {
        using ScratchFolder folder = new();
        string bundle = Path.Combine(folder.Path, version);
        SecondModel.WriteOther(bundle, version);
        IVersionRegistry versions = grains.Get<IVersionRegistry>();
        await versions.RegisterAsync(bundle, "benchmark", cancellation);
        await grains.Get<IEmbeddingReader>().ReadAsync(new EmbeddingQuery { UserIds = [.. Enumerable.Range(0, UsersPerRead).Select(Load.User)], Version = version }, cancellation);
        foreach (VersionAction action in (VersionAction[])[VersionAction.Drain, VersionAction.Retire])
        {
            await versions.ChangeAsync(new VersionChange { Version = version, Action = action, Actor = "benchmark" }, cancellation);
        }

        await versions.DeleteFilesAsync(version, cancellation);
    }

    /// <summary>Times once code is compiled at its best, which is done beside and takes a while: the best of some rounds none of which is much better than the first of them.</summary>
    private static async Task<Samples> SteadyTimesAsync(GrainsUnderLoad grains, MeasuringOptions options, CancellationToken cancellation)
    {
        Samples first = await TimesAsync(grains, options, cancellation);
        Samples best = first;
        int steady = 0;
        for (int round = 0; round < MostWarming && steady < SteadyRounds; round++)
        {
            Samples times = await TimesAsync(grains, options, cancellation);
            best = times.Median < best.Median ? times : best;
            steady++;
            if (best.Median < first.Median * Steady)
            {
                (first, steady) = (best, 0);
            }
        }

        return steady == SteadyRounds ? best : throw new InvalidOperationException($"Reads have got faster and faster for {MostWarming} rounds: there is nothing to compare with.");
    }

    private static async Task<Samples> TimesAsync(GrainsUnderLoad grains, MeasuringOptions options, CancellationToken cancellation)
    {
        IEmbeddingReader reader = grains.Get<IEmbeddingReader>();
        return (await LatencyRace.RunAsync(options.Repeats, options.Quick ? 500 : 5_000, cancellation, async random =>
        {
            EmbeddingBatch batch = await reader.ReadAsync(new EmbeddingQuery { UserIds = [.. Enumerable.Range(0, UsersPerRead).Select(_ => Load.User(random.Next(Users)))] }, cancellation);
            batch.Release();
        }))[0];
    }

    private static double Memory()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
