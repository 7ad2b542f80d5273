using Microsoft.Extensions.Time.Testing;
using UserRep.Client;
using Xunit;

namespace UserRep.Tests.Client;

public sealed class MessagePaceTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly MessagePace _pace;
    private TaskCompletionSource _looked = new();
    private int _waiting = 1;

    public MessagePaceTests() => _pace = new MessagePace(_time, () =>
    {
        _looked.TrySetResult();
        return _waiting;
    });

    [Fact]
    public async Task The_third_message_waits_until_one_has_ended()
    {
        Assert.True(_pace.TurnAsync().IsCompleted);
        _pace.Sent(1, reads: 1);
        Assert.True(_pace.TurnAsync().IsCompleted);
        _pace.Sent(2, reads: 1);
        Task turn = _pace.TurnAsync();
        Assert.False(turn.IsCompleted);

        _pace.Ended(2, reads: 1);

        await InTime(turn);
    }

    [Fact]
    public async Task Messages_that_are_not_answered_at_once_do_not_count_neither_later_when_they_end()
    {
        _pace.Sent(1, reads: 1);
        _pace.Sent(2, reads: 1);
        Task turn = _pace.TurnAsync();
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await InTime(turn);
        _pace.Sent(3, reads: 1);
        _pace.Sent(4, reads: 1);
        _pace.Ended(1, reads: 1);
        _pace.Ended(2, reads: 1);
        turn = _pace.TurnAsync();
        Assert.False(turn.IsCompleted);

        _pace.Ended(3, reads: 1);

        await InTime(turn);
    }

    [Fact]
    public async Task Two_more_go_where_enough_wait_to_fill_them()
    {
        Sent(1, 2);
        _waiting = MessagePace.Full;
        Assert.True(_pace.TurnAsync().IsCompleted);
        Sent(3);
        Assert.True(_pace.TurnAsync().IsCompleted);
        Sent(4);
        _waiting = 10 * MessagePace.Full;
        Task turn = _pace.TurnAsync();
        Assert.False(turn.IsCompleted);

        _pace.Ended(1, MessagePace.Full);

        await InTime(turn);
    }

    [Fact]
    public async Task Few_wait_until_less_than_two_are_under_way_however_many_there_were()
    {
        Sent(1, 2, 3, 4);
        _waiting = MessagePace.Full - 1;
        Task turn = _pace.TurnAsync();
        foreach (ulong id in (ulong[])[1, 2])
        {
            _looked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _pace.Ended(id, MessagePace.Full);
            await InTime(_looked.Task);
            Assert.False(turn.IsCompleted);
        }

        _pace.Ended(3, MessagePace.Full);

        await InTime(turn);
    }

    [Fact]
    public void A_message_takes_along_its_share_of_all_reads_and_fewer_than_would_fill_it_are_not_parted()
    {
        Assert.Equal(MessagePace.Full, _pace.Share());
        _waiting = 64;
        Assert.Equal(MessagePace.Full, _pace.Share());
        _waiting = 256;
        Assert.Equal(64, _pace.Share());

        _waiting = 192;
        _pace.Sent(1, reads: 64);
        Assert.Equal(64, _pace.Share());
        _pace.Ended(1, reads: 64);
        Assert.Equal(48, _pace.Share());
    }

    [Fact]
    public async Task Reads_of_messages_that_are_waited_for_no_more_have_no_share_neither_later_when_these_end()
    {
        _pace.Sent(1, reads: 64);
        _pace.Sent(2, reads: 64);
        Task turn = _pace.TurnAsync();
        _waiting = 256;
        Assert.Equal(96, _pace.Share());
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await InTime(turn);
        Assert.Equal(64, _pace.Share());

        _pace.Ended(1, reads: 64);
        _pace.Ended(2, reads: 64);

        Assert.Equal(64, _pace.Share());
    }

    [Fact]
    public async Task Whoever_waits_when_it_ends_goes_on()
    {
        _pace.Sent(1, reads: 1);
        _pace.Sent(2, reads: 1);
        Task turn = _pace.TurnAsync();

        _pace.Dispose();

        await InTime(turn);
    }

    public void Dispose() => _pace.Dispose();

    private void Sent(params ulong[] ids)
    {
        foreach (ulong id in ids)
        {
            _pace.Sent(id, MessagePace.Full);
        }
    }

    private static Task InTime(Task task) => task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
}
