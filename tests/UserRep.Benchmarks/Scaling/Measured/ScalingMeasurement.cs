using UserRep.Training.Cli;

namespace UserRep.Benchmarks.Scaling.Measured;

/// <summary>Measures clusters of several sizes, one after the other.</summary>
internal static class ScalingMeasurement
{
    private const int Partitions = 16;
    private const int MorePartitions = 64;
    private const int Million = 1_000_000;
    private const int Starts = 3;

    /// <summary>The sizes. Partitions differ once, so that what they cost can be told from what silos cost.</summary>
    public static IReadOnlyList<ScalingSize> Sizes(bool quick, bool isShort) => quick
        ? [new(1, Partitions, 1_000), new(2, MorePartitions, 1_000), new(2, Partitions, 2_000)]
        :
        [
            .. from silos in (int[])[1, 2, 3] select new ScalingSize(silos, Partitions, 10_000),
            new(3, MorePartitions, 10_000),
            .. from silos in (int[])[1, 2, 3] select new ScalingSize(silos, Partitions, 100_000),
            .. isShort ? Array.Empty<ScalingSize>() : [new(3, Partitions, Million)],
        ];

    /// <param name="report">What there is already; nothing at first.</param>
    /// <param name="isShort">Whether to leave out the million users.</param>
    /// <param name="progress">Hears how far it is.</param>
    /// <param name="keep">Takes what there is after each cluster, so that it is not lost if a later one fails.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<ScalingReport> RunAsync(ScalingReport report, bool isShort, IProgressReporter progress, Action<ScalingReport> keep, CancellationToken cancellation)
    {
        foreach (ScalingSize size in Sizes(report.Quick, isShort).Where(size => !report.Has(size)).ToArray())
        {
            await using ScaledCluster cluster = await StartAsync(size, cancellation);
            ScalingRun run = new(cluster, size, RunLengths.For(report.Quick), progress);
            await run.RunAsync(cancellation);
            report = report with { Rows = [.. report.Rows, .. run.Rows], Footprints = [.. report.Footprints, .. run.Footprints] };
            keep(report);
        }

        return report;
    }

    /// <summary>Somebody else may have taken a port that was free a moment before: then with other ports.</summary>
    private static async Task<ScaledCluster> StartAsync(ScalingSize size, CancellationToken cancellation)
    {
        for (int left = Starts - 1; ; left--)
        {
            try
            {
                return await ScaledCluster.StartAsync(size.Silos, size.Partitions, cancellation);
            }
            catch (InvalidOperationException) when (left > 0)
            {
            }
        }
    }
}
