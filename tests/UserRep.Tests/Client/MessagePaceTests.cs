using Microsoft.Extensions.Time.Testing;
using UserRep.Client;
using Xunit;

namespace UserRep.Tests.Client;

public sealed class MessagePaceTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly MessagePace _pace;

    public MessagePaceTests() => _pace = new MessagePace(_time);

    [Fact]
    public async Task The_third_message_waits_until_one_has_ended()
    {
        Assert.True(_pace.TurnAsync(waiting: 1).IsCompleted);
        _pace.Sent(1, reads: 1);
        Assert.True(_pace.TurnAsync(waiting: 1).IsCompleted);
        _pace.Sent(2, reads: 1);
        Task turn = _pace.TurnAsync(waiting: 1);
        Assert.False(turn.IsCompleted);

        _pace.Ended(2, reads: 1);

        await InTime(turn);
    }

    [Fact]
    public async Task Messages_that_are_not_answered_at_once_do_not_count_neither_later_when_they_end()
    {
        _pace.Sent(1, reads: 1);
        _pace.Sent(2, reads: 1);
        Task turn = _pace.TurnAsync(waiting: 1);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await InTime(turn);
        _pace.Sent(3, reads: 1);
        _pace.Sent(4, reads: 1);
        _pace.Ended(1, reads: 1);
        _pace.Ended(2, reads: 1);
        turn = _pace.TurnAsync(waiting: 1);
        Assert.False(turn.IsCompleted);

        _pace.Ended(3, reads: 1);

        await InTime(turn);
    }

    [Fact]
    public async Task Two_more_go_where_enough_wait_to_fill_them()
    {
        _pace.Sent(1, MessagePace.Full);
        _pace.Sent(2, MessagePace.Full);
        Assert.False(_pace.TurnAsync(MessagePace.Full - 1).IsCompleted);
        Assert.True(_pace.TurnAsync(MessagePace.Full).IsCompleted);
        _pace.Sent(3, MessagePace.Full);
        Assert.True(_pace.TurnAsync(MessagePace.Full).IsCompleted);
        _pace.Sent(4, MessagePace.Full);
        Task turn = _pace.TurnAsync(10 * MessagePace.Full);
        Assert.False(turn.IsCompleted);

        _pace.Ended(1, MessagePace.Full);

        await InTime(turn);
    }

    [Fact]
    public void A_message_takes_along_its_share_of_all_reads_and_few_reads_are_not_parted()
    {
        Assert.Equal(MessagePace.Full, _pace.Share(waiting: 1));
        Assert.Equal(MessagePace.Full, _pace.Share(waiting: 64));
        Assert.Equal(64, _pace.Share(waiting: 256));

        _pace.Sent(1, reads: 64);
        Assert.Equal(64, _pace.Share(waiting: 192));
        _pace.Ended(1, reads: 64);
        Assert.Equal(48, _pace.Share(waiting: 192));

        _pace.Sent(2, reads: 64);
        _pace.Sent(3, reads: 64);
        Assert.False(_pace.TurnAsync(waiting: 1).IsCompleted);
        Assert.Equal(96, _pace.Share(waiting: 256));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(64, _pace.Share(waiting: 256));
    }

    [Fact]
    public async Task Whoever_waits_when_it_ends_goes_on()
    {
        _pace.Sent(1, reads: 1);
        _pace.Sent(2, reads: 1);
        Task turn = _pace.TurnAsync(waiting: 1);

        _pace.Dispose();

        await InTime(turn);
    }

    public void Dispose() => _pace.Dispose();

    private static Task InTime(Task task) => task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
}
