using System.Buffers;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Orleans.Serialization.Buffers;
using Orleans.Serialization.Codecs;
using Orleans.Serialization.Session;
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
    public void What_was_kept_before_there_were_courses_is_read_and_goes_on_with_one()
    {
        ReportedMetric kept = _services.GetRequiredService<Serializer>().Deserialize<ReportedMetric>(WrittenBefore())!;

        Assert.Equal(new ReportedMetric("ranker", "clicks", "v1", true, _moments), kept);
        Assert.Null(kept.Course);
        ReportedMetric next = Assert.Single(new ConsumerMetricsState { Metrics = [kept] }.With("ranker", new MetricReport("v1", "clicks", [1], true), 120_000).Metrics);
        Assert.Equal((3L, 1L), (next.Moments.Count, Assert.Single(next.Course!.Stretches).Moments.Count));
    }

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

    /// <summary>As a program wrote it that knew the first five parts.</summary>
    private byte[] WrittenBefore()
    {
        ArrayBufferWriter<byte> bytes = new();
        using SerializerSession session = _services.GetRequiredService<SerializerSessionPool>().GetSession();
        Writer<ArrayBufferWriter<byte>> writer = Writer.Create(bytes, session);
        ReferenceCodec.MarkValueField(session);
        writer.WriteStartObject(0, typeof(ReportedMetric), typeof(ReportedMetric));
        StringCodec.WriteField(ref writer, 0, "ranker");
        StringCodec.WriteField(ref writer, 1, "clicks");
        StringCodec.WriteField(ref writer, 1, "v1");
        BoolCodec.WriteField(ref writer, 1, true);
        session.CodecProvider.GetCodec<Moments>().WriteField(ref writer, 1, typeof(Moments), _moments);
        writer.WriteEndObject();
        writer.Commit();
        return bytes.WrittenSpan.ToArray();
    }
}
