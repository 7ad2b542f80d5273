using Microsoft.Extensions.Time.Testing;
using Orleans.Streams;
using UserRep.Grains.Streams;
using Xunit;

namespace UserRep.Tests.Grains.Streams;

public sealed class PatientReceiverTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly AskedQueue _queue = new();
    private readonly PatientReceiver _receiver;

    public PatientReceiverTests() => _receiver = new PatientReceiver(_queue, _time);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task While_nothing_comes_the_queue_is_asked_less_and_less_often()
    {
        Assert.Empty(await TakeAsync());

        foreach (int ms in (int[])[20, 40, 80, 160, 320, 320, 320])
        {
            Task<IList<IBatchContainer>> taken = TakeAsync();
            int asked = _queue.Asked;
            _time.Advance(TimeSpan.FromMilliseconds(ms - 1));
            Assert.False(taken.IsCompleted);
            Assert.Equal(asked, _queue.Asked);

            _time.Advance(TimeSpan.FromMilliseconds(1));
            Assert.Empty(await taken);
            Assert.Equal(asked + 1, _queue.Asked);
        }
    }

    [Fact]
    public async Task After_messages_it_is_asked_at_once_and_then_from_the_shortest_wait_on()
    {
        await BeQuietAsync();
        Task<IList<IBatchContainer>> taken = TakeAsync();
        _queue.Put();
        _time.Advance(PatientReceiver.MaxWait);
        Assert.Single(await taken);

        Task<IList<IBatchContainer>> atOnce = TakeAsync();
        Assert.True(atOnce.IsCompleted);
        Assert.Empty(await atOnce);

        Task<IList<IBatchContainer>> next = TakeAsync();
        Assert.False(next.IsCompleted);
        _time.Advance(PatientReceiver.FirstWait);
        Assert.Empty(await next);
    }

    [Fact]
    public async Task A_hint_ends_the_wait()
    {
        await BeQuietAsync();
        Task<IList<IBatchContainer>> taken = TakeAsync();
        Assert.False(taken.IsCompleted);

        _queue.Put();
        _receiver.Hint();

        Assert.Single(await taken);
    }

    [Fact]
    public async Task A_hint_that_came_while_the_queue_was_asked_is_not_lost()
    {
        await BeQuietAsync();
        Task<IList<IBatchContainer>> taken = TakeAsync();
        _queue.WhenAsked = () =>
        {
            // Too late for this answer.
            _queue.WhenAsked = null;
            _receiver.Hint();
        };
        _time.Advance(PatientReceiver.MaxWait);
        Assert.Empty(await taken);

        _queue.Put();
        Assert.Single(await TakeAsync());
    }

    [Fact]
    public async Task Who_gives_up_gets_nothing_and_takes_nothing()
    {
        await BeQuietAsync();
        using CancellationTokenSource stopping = new();
        Task<IList<IBatchContainer>> taken = _receiver.GetQueueMessagesAsync(10, stopping.Token);
        Assert.False(taken.IsCompleted);
        _queue.Put();

        await stopping.CancelAsync();

        Assert.Empty(await taken);
        _receiver.Hint();
        Assert.Single(await TakeAsync());
    }

    private Task<IList<IBatchContainer>> TakeAsync() => _receiver.GetQueueMessagesAsync(10, Cancellation);

    /// <summary>Until it waits as long as it ever does.</summary>
    private async Task BeQuietAsync()
    {
        for (int i = 0; i < 10; i++)
        {
            Task<IList<IBatchContainer>> taken = TakeAsync();
            _time.Advance(PatientReceiver.MaxWait);
            Assert.Empty(await taken);
        }
    }

    /// <summary>A queue that answers at once and counts how often it is asked.</summary>
    private sealed class AskedQueue : IQueueAdapterReceiver
    {
        private readonly List<IBatchContainer> _messages = [];

        public int Asked { get; private set; }

        public Action? WhenAsked { get; set; }

        public void Put() => _messages.Add(new SiloQueueMessage { StreamId = StreamId.Create("notices", "all"), Events = ["a"] });

        public Task Initialize(TimeSpan timeout) => Task.CompletedTask;

        public Task<IList<IBatchContainer>> GetQueueMessagesAsync(int maxCount)
        {
            Asked++;
            WhenAsked?.Invoke();
            IList<IBatchContainer> taken = [.. _messages];
            _messages.Clear();
            return Task.FromResult(taken);
        }

        public Task MessagesDeliveredAsync(IList<IBatchContainer> messages) => Task.CompletedTask;

        public Task Shutdown(TimeSpan timeout) => Task.CompletedTask;
    }
}
