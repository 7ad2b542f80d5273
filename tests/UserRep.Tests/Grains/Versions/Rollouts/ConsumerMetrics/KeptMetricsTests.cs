extern alias Silo;

using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Orleans.Storage;
using Silo::UserRep.Silo.Dashboard.Consumers;
using UserRep.Grains.Versions.Rollouts.ConsumerMetrics;
using Xunit;

namespace UserRep.Tests.Grains.Versions.Rollouts.ConsumerMetrics;

/// <summary>What is kept of consumers' figures is read by later programs.</summary>
public sealed class KeptMetricsTests : IDisposable
{
    // As it was stored before there were courses: clicks of v1 (0.25 and 0.75) and loss of v2 (4).
    private const string WithoutCourses =
        "20E830016F7CAA7D6F526561644F6E6C794C697374496E74657266616365436F64656360315B5B757365727265702E7265706F727465642D6D65747269635D5D"
        + "000521E8400D72616E6B6572410D636C69636B7341057631010321E8000981000000000000E03F81000000000000C03FE0E020E8C00B41096C6F737341057632"
        + "010121E80005810000000000001040810000000000000000E0E0E0E0";

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

    [Fact]
    public void What_was_stored_before_there_were_courses_is_read_shown_without_lines_and_goes_on()
    {
        OrleansGrainStorageSerializer storage = new(_services.GetRequiredService<Serializer>());

        ConsumerMetricsState read = storage.Deserialize<ConsumerMetricsState>(new BinaryData(Convert.FromHexString(WithoutCourses)))!;

        Assert.Equal(
            [new ReportedMetric("ranker", "clicks", "v1", true, _moments), new ReportedMetric("ranker", "loss", "v2", false, Moments.None.With(4))],
            read.Metrics);
        Assert.Null(MetricLines.Of(read.Metrics, DateTimeOffset.UnixEpoch));

        // From now on there is one, of what is reported from now on.
        ReportedMetric next = read.With("ranker", new MetricReport("v1", "clicks", [1], true), 60_000).Metrics[^1];
        Assert.Equal(_moments.With(1), next.Moments);
        Assert.Equal(new MetricStretch(60_000, Moments.None.With(1)), Assert.Single(next.Course!.Stretches));
    }
}
