extern alias Silo;

using Silo::UserRep.Silo.Dashboard.Feed;
using UserRep.Grains.Vitals;

namespace UserRep.Tests.Dashboard.Feed;

/// <summary>Silos that have counted something.</summary>
internal static class Counted
{
    /// <summary>A sample with so many events; vectors took at most 5 ms.</summary>
    public static VitalsSample Sample(long atMs, long events) =>
        new(atMs, events, events, events, 0, 0, 0, 0, 0, 0, [.. Enumerable.Range(0, Latency.BoundsSeconds.Count + 1).Select(i => i == 3 ? events : 0)]);

    public static SiloSeries Series(string silo, params (long AtMs, long Events)[] samples) =>
        new(silo, samples[0].AtMs, [.. samples.Select(s => Sample(s.AtMs, s.Events))]);

    public static SiloVitals Silo(string silo, long startedAtMs, IReadOnlyList<VitalsSample> samples, params PartitionVitals[] partitions) =>
        new(silo, startedAtMs, samples, 7, 1_000, 0, [], new Dictionary<string, string>(), partitions, new long[VectorAges.Bounds.Count + 1], 0, 0);

    public static ClusterVitals Cluster(params SiloVitals[] silos) => new(silos, []);
}
