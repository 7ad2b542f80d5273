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
        Assert.True(_pace.TurnAsync().IsCompleted);
        _pace.Sent(1);
        Assert.True(_pace.TurnAsync().IsCompleted);
        _pace.Sent(2);
        Task turn = _pace.TurnAsync();
        Assert.False(turn.IsCompleted);

        _pace.Ended(2);

        await InTime(turn);
    }

    [Fact]
    public async Task Messages_that_are_not_answered_at_once_do_not_count_neither_later_when_they_end()
    {
        _pace.Sent(1);
        _pace.Sent(2);
        Task turn = _pace.TurnAsync();
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await InTime(turn);
        _pace.Sent(3);
        _pace.Sent(4);
        _pace.Ended(1);
        _pace.Ended(2);
        turn = _pace.TurnAsync();
        Assert.False(turn.IsCompleted);

        _pace.Ended(3);

        await InTime(turn);
    }

    [Fact]
    public async Task Whoever_waits_when_it_ends_goes_on()
    {
        _pace.Sent(1);
        _pace.Sent(2);
        Task turn = _pace.TurnAsync();

        _pace.Dispose();

        await InTime(turn);
    }

    public void Dispose() => _pace.Dispose();

    private static Task InTime(Task task) => task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
}
