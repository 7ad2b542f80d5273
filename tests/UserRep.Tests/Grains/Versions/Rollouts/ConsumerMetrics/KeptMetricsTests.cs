using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using UserRep.Grains.Versions.Rollouts.ConsumerMetrics;
using Xunit;

namespace UserRep.Tests.Grains.Versions.Rollouts.ConsumerMetrics;

/// <summary>What is kept of consumers' figures is read by later programs.</summary>
public sealed class KeptMetricsTests : IDisposable
{
    private static readonly Moments _moments = Moments.None.With(0.25).With(0.75);

    private readonly ServiceProvider _services = new ServiceCollection().AddSerializer(s => s.AddAssembly(typeof(ReportedMetric).Assembly)).BuildServiceProvider();

    public void Dispose() => _services.Dispose();

    [Fact]
    public void A_course_is_read_as_it_was_written()
    {
        Serializer serializer = _services.GetRequiredService<Serializer>();
        ReportedMetric metric = new("ranker", "clicks", "v1", false, _moments, new MetricCourse().With([0.25], 60_000).With([0.75], 240_000));

        ReportedMetric read = serializer.Deserialize<ReportedMetric>(serializer.SerializeToArray(metric))!;

        Assert.Equal(metric with { Course = null }, read with { Course = null });
        Assert.Equal((metric.Course!.WidthMs, 2), (read.Course!.WidthMs, read.Course.Stretches.Count));
        Assert.Equal(metric.Course.Stretches, read.Course.Stretches);
    }
}
