using UserRep.Grains.Vitals;
using UserRep.Silo.Dashboard.Feed;

namespace UserRep.Silo.Dashboard.Overview;

/// <summary>The numbers of the overview, of all silos together.</summary>
internal sealed record Figures
{
    /// <summary>How many points a line over the window has.</summary>
    public const int Steps = 60;

    private const long NowMs = 5_000;
    private const long LatelyMs = 60_000;

    // Further behind the newest, a silo says nothing any more and holds nobody up.
    private const long AsideMs = 3_000;

    public required double EventsNow { get; init; }

    public required double VectorsNow { get; init; }

    public required double ReadsNow { get; init; }

    public required IReadOnlyList<double?> Events { get; init; }

    public required IReadOnlyList<double?> Vectors { get; init; }

    public required IReadOnlyList<double?> Reads { get; init; }

    /// <summary>Gets the median time from event to vector of the last minute, in seconds; null if there was none.</summary>
    public double? Median { get; init; }

    /// <summary>Gets what 99 of 100 vectors took at most in the last minute, in seconds.</summary>
    public double? Late { get; init; }

    /// <summary>Gets how many vectors of the last minute those are of.</summary>
    public long Timed { get; init; }

    public required IReadOnlyList<double?> Medians { get; init; }

    public required IReadOnlyList<double?> Lates { get; init; }

    /// <summary>Gets reads of the last minute by freshness.</summary>
    public required ReadKinds LastReads { get; init; }

    /// <summary>Gets events of the last minute that were not accepted though nothing was wrong with them.</summary>
    public long Refused { get; init; }

    public long LogFailures { get; init; }

    public long EncodeFailures { get; init; }

    /// <summary>Gets how often in the last minute an event of the log was met that cannot be read.</summary>
    public long Damaged { get; init; }

    /// <summary>Gets snapshots of the last minute that were not stored.</summary>
    public long SnapshotsDropped { get; init; }

    /// <summary>Gets what 99 of 100 requests waited for the log at most in the last minute, in seconds; null if there was none.</summary>
    public double? AppendLate { get; init; }

    /// <summary>Gets how many requests of the last minute those are of.</summary>
    public long Appends { get; init; }

    public int LiveUsers { get; init; }

    public long VectorBytes { get; init; }

    /// <summary>Gets how old vectors are: counts between <see cref="VectorAges.Bounds"/>.</summary>
    public required IReadOnlyList<long> Ages { get; init; }

    /// <summary>Gets every partition that a silo says it runs, by number.</summary>
    public required IReadOnlyList<PlacedPartition> Partitions { get; init; }

    public static Figures Of(ClusterVitals vitals, IReadOnlyList<SiloSeries> series)
    {
        long to = EndOf(series);
        long from = to - VitalsWindow.LengthMs;
        long[][] latencies = [.. Enumerable.Range(0, Steps).Select(i => Rates.EventToVector(series, from + (VitalsWindow.LengthMs * i / Steps), from + (VitalsWindow.LengthMs * (i + 1) / Steps)))];
        long[] lately = Rates.EventToVector(series, to - LatelyMs, to);
        long[] appends = Rates.AppendDuration(series, to - LatelyMs, to);
        return new Figures
        {
            EventsNow = Rates.Over(series, s => s.Events, to - NowMs, to),
            VectorsNow = Rates.Over(series, s => s.Vectors, to - NowMs, to),
            ReadsNow = Rates.Over(series, s => s.Reads, to - NowMs, to),
            Events = Rates.PerSecond(series, s => s.Events, from, to, Steps),
            Vectors = Rates.PerSecond(series, s => s.Vectors, from, to, Steps),
            Reads = Rates.PerSecond(series, s => s.Reads, from, to, Steps),
            Median = Latency.Quantile(lately, 0.5),
            Late = Latency.Quantile(lately, 0.99),
            Timed = lately.Sum(),
            Medians = [.. latencies.Select(counts => Latency.Quantile(counts, 0.5))],
            Lates = [.. latencies.Select(counts => Latency.Quantile(counts, 0.99))],
            LastReads = new ReadKinds(Lately(s => s.Fresh), Lately(s => s.Stale), Lately(s => s.Cold), Lately(s => s.Failed)),
            Refused = Lately(s => s.Refused),
            LogFailures = Lately(s => s.LogFailures),
            EncodeFailures = Lately(s => s.EncodeFailures),
            Damaged = Lately(s => s.Damaged),
            SnapshotsDropped = Lately(s => s.SnapshotsDropped),
            AppendLate = Latency.Quantile(appends, 0.99),
            Appends = appends.Sum(),
            LiveUsers = vitals.Silos.Sum(silo => silo.LiveUsers),
            VectorBytes = vitals.Silos.Sum(silo => silo.VectorBytes),
            Ages = [.. Enumerable.Range(0, VectorAges.Bounds.Count + 1).Select(i => vitals.Silos.Sum(silo => silo.Ages[i]))],
            Partitions = [.. vitals.Silos.SelectMany(silo => silo.Partitions.Select(p => new PlacedPartition(silo.Silo, p))).OrderBy(p => p.Vitals.Partition)],
        };

        long Lately(Func<VitalsSample, long> count) => Rates.Grown(series, count, to - LatelyMs, to);
    }

    /// <summary>The last moment that every silo which still speaks has told of.</summary>
    private static long EndOf(IReadOnlyList<SiloSeries> series)
    {
        long[] ends = [.. series.Where(s => s.Samples.Count > 0).Select(s => s.Samples[^1].AtMs)];
        return ends.Length == 0 ? 0 : ends.Where(end => end >= ends.Max() - AsideMs).Min();
    }
}
