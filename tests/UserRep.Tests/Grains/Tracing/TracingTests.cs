using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Time.Testing;
using UserRep.Grains.Embeddings;
using UserRep.Grains.Intake;
using UserRep.Grains.Tracing;
using UserRep.Tests.Deploy;
using UserRep.Tests.Grains.Hosting;
using UserRep.Tests.Model.Bundles;
using Xunit;

namespace UserRep.Tests.Grains.Tracing;

/// <summary>One trace tells of an event from the request to the vector.</summary>
public sealed partial class TracingTests : IDisposable
{
    private readonly SiloFolders _folders = new();
    private readonly ConcurrentQueue<Activity> _spans = new();
    private readonly ActivityTraceId _trace = ActivityTraceId.CreateRandom();
    private readonly ActivityListener _listener;

    public TracingTests()
    {
        // Of this test alone: others run beside it.
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == ServiceTraces.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> options) => options.TraceId == _trace ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
            ActivityStopped = _spans.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public void Dispose()
    {
        _listener.Dispose();
        _folders.Dispose();
    }

    [Fact]
    public async Task A_traced_request_is_followed_to_the_vector_and_another_is_not()
    {
        await using InProcessSilo silo = await InProcessSilo.StartAsync(_folders.Data);
        await silo.ServeAsync(_folders.Write(new BundleMaker { Version = "one", Dimension = 4 }));
        await silo.SendAsync("bob", Event("before"));

        // Again, for events that are found in the log before they are delivered are followed no further.
        for (int sent = 0; !_spans.Any(s => s.OperationName == "userrep.vector"); sent++)
        {
            Assert.True(sent < 100, "None is followed.");
            using Activity request = new("request");
            request.SetParentId(_trace, ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded);
            request.Start();
            long position = await silo.SendAsync("ann", Event($"first-{sent}"), Event($"second-{sent}"));
            float[] values = new float[4];
            await Wait.UntilAsync(() => silo.Get<EmbeddingTable>().TryRead("ann", "one", values, out TableEntry entry) && entry.Position == position);
        }

        Activity vector = _spans.First(s => s.OperationName == "userrep.vector");
        Activity apply = Assert.Single(_spans, s => s.SpanId == vector.ParentSpanId);
        Activity append = Assert.Single(_spans, s => s.SpanId == apply.ParentSpanId);
        Assert.Equal(("userrep.apply", "userrep.append"), (apply.OperationName, append.OperationName));
        Assert.All(_spans, s => Assert.Equal(_trace, s.TraceId));
        Assert.Equal(2, append.GetTagItem("userrep.events"));
        Assert.Equal("one", vector.GetTagItem("userrep.version"));
        Assert.True(vector.StartTimeUtc >= append.StartTimeUtc && vector.Duration >= TimeSpan.Zero);

        // As the page has them, and all of these.
        Assert.Equal(
            PageRow().Matches(DeployFiles.Read("telemetry.md")).Select(row => $"{row.Groups[1].Value}: {row.Groups[2].Value.Replace("`", string.Empty, StringComparison.Ordinal)}").Order(),
            _spans.GroupBy(s => s.OperationName, s => s.TagObjects.Select(t => t.Key)).Select(s => $"{s.Key}: {string.Join(", ", s.SelectMany(keys => keys).Distinct())}").Order());

        // None says whom it is about.
        Assert.DoesNotContain(_spans.SelectMany(s => s.TagObjects), tag => tag.Value is "ann");
    }

    [Fact]
    public void Vectors_that_never_come_make_room_and_more_than_that_are_not_waited_for()
    {
        FakeTimeProvider time = new();
        VectorTraces traces = new(time);
        for (int user = 0; user < VectorTraces.Most + 5; user++)
        {
            traces.Expect($"user-{user}", 1, Parent());
        }

        traces.Computed($"user-{VectorTraces.Most}", "one", 1);
        Assert.Empty(_spans);
        traces.Computed("user-1", "one", 0);
        Assert.Empty(_spans);
        traces.Computed("user-1", "one", 1);
        Assert.Single(_spans);

        time.Advance(TimeSpan.FromMinutes(2));
        traces.Expect("another", 1, Parent());
        traces.Expect("one more", 1, Parent());
        traces.Computed("one more", "one", 7);
        Assert.Equal(2, _spans.Count);

        ActivityContext Parent() => new(_trace, ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded);
    }

    [GeneratedRegex(@"^\| `([^`]+)` \| `UserRep` \| (.*?) \|", RegexOptions.Multiline)]
    private static partial Regex PageRow();

    private static IncomingEvent Event(string id) => new() { EventId = id, UserId = "user", Type = "play", ItemId = "item-1" };
}
