using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Orleans.Streams;
using UserRep.Grains.Streams;
using Xunit;

namespace UserRep.Tests.Grains.Streams;

public sealed class SiloQueueTests
{
    private static readonly StreamId _stream = StreamId.Create("events", "3");

    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_takes_waits_for_the_next_message()
    {
        SiloQueue queue = new(_time);
        Task<IList<IBatchContainer>> taken = queue.GetQueueMessagesAsync(10, Cancellation);
        Assert.False(taken.IsCompleted);

        queue.Add(_stream, ["a", "b"], null);

        IBatchContainer message = Assert.Single(await taken);
        Assert.Equal(_stream, message.StreamId);
        Assert.Equal(["a", "b"], message.GetEvents<string>().Select(e => e.Item1));
        Assert.Empty(message.GetEvents<SiloQueue>());
    }

    [Fact]
    public async Task Messages_come_out_in_order_with_tokens_that_go_up_and_no_more_than_asked_for()
    {
        SiloQueue queue = new(_time);
        for (int i = 0; i < 10; i++)
        {
            queue.Add(_stream, [i], null);
        }

        IList<IBatchContainer> first = await queue.GetQueueMessagesAsync(3, Cancellation);
        IList<IBatchContainer> rest = await queue.GetQueueMessagesAsync(QueueAdapterConstants.UNLIMITED_GET_QUEUE_MSG, Cancellation);

        Assert.Equal(3, first.Count);
        IBatchContainer[] all = [.. first, .. rest];
        Assert.Equal(Enumerable.Range(0, 10), all.SelectMany(m => m.GetEvents<int>()).Select(e => e.Item1));
        Assert.Equal(all.Select(m => m.SequenceToken.SequenceNumber).Order().Distinct(), all.Select(m => m.SequenceToken.SequenceNumber));
    }

    [Fact]
    public async Task Who_gives_up_gets_nothing_and_takes_nothing()
    {
        SiloQueue queue = new(_time);
        using CancellationTokenSource stopping = new();
        Task<IList<IBatchContainer>> taken = queue.GetQueueMessagesAsync(10, stopping.Token);

        await stopping.CancelAsync();

        Assert.Empty(await taken);
        queue.Add(_stream, ["a"], null);
        Assert.Single(await queue.GetQueueMessagesAsync(10, Cancellation));
    }

    [Fact]
    public async Task Who_took_something_is_sent_back_once_when_nothing_more_comes_to_let_go_of_it()
    {
        SiloQueue queue = new(_time);
        queue.Add(_stream, ["a"], null);
        Assert.Single(await queue.GetQueueMessagesAsync(10, Cancellation));

        Task<IList<IBatchContainer>> next = queue.GetQueueMessagesAsync(10, Cancellation);
        _time.Advance(TimeSpan.FromMilliseconds(999));
        Assert.False(next.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Empty(await next);

        Task<IList<IBatchContainer>> last = queue.GetQueueMessagesAsync(10, Cancellation);
        _time.Advance(TimeSpan.FromHours(1));
        Assert.False(last.IsCompleted);
        queue.Add(_stream, ["b"], null);
        Assert.Single(await last);
    }

    [Fact]
    public async Task What_there_is_no_room_for_is_refused_and_what_waits_stays()
    {
        SiloQueue queue = new(_time);
        for (int i = 0; i < SiloQueue.MaxWaiting; i++)
        {
            queue.Add(_stream, [i], null);
        }

        Assert.Throws<SiloQueueFullException>(() => queue.Add(_stream, ["one too many"], null));

        Assert.Equal(SiloQueue.MaxWaiting, (await queue.GetQueueMessagesAsync(int.MaxValue, Cancellation)).Count);
        queue.Add(_stream, ["room again"], null);
    }

    [Fact]
    public async Task A_stream_goes_by_its_queue_and_everybody_has_all_queues()
    {
        SiloQueueMapper mapper = new("events", 4, stream => int.Parse(stream.GetKeyAsString(), System.Globalization.CultureInfo.InvariantCulture));
        SiloQueues queues = new("events", mapper, NullLoggerFactory.Instance, _time);
        SiloQueueBalancer balancer = new();
        await balancer.Initialize(mapper);
        QueueId[] ids = [.. balancer.GetMyQueues()];
        Assert.Equal(4, ids.Distinct().Count());

        await queues.QueueMessageBatchAsync(_stream, ["a"], null, null);
        Assert.Throws<IndexOutOfRangeException>(() => mapper.GetQueueForStream(StreamId.Create("events", "4")));

        Assert.Single(await queues.CreateReceiver(ids[3]).GetQueueMessagesAsync(10, Cancellation));
        using CancellationTokenSource atOnce = new();
        Task<IList<IBatchContainer>> other = queues.CreateReceiver(ids[2]).GetQueueMessagesAsync(10, atOnce.Token);
        await atOnce.CancelAsync();
        Assert.Empty(await other);
    }

    [Fact]
    public void What_a_sender_said_along_with_it_is_there_for_whoever_gets_it()
    {
        SiloQueueMessage message = new() { StreamId = _stream, Events = ["a"], Context = new() { ["asked-by"] = "ann" } };
        try
        {
            Assert.True(message.ImportRequestContext());
            Assert.Equal("ann", RequestContext.Get("asked-by"));
        }
        finally
        {
            RequestContext.Clear();
        }

        Assert.False(new SiloQueueMessage { StreamId = _stream, Events = ["a"] }.ImportRequestContext());
    }
}
