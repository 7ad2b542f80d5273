using Microsoft.Extensions.Time.Testing;
using UserRep.Client;
using UserRep.Protocol.V1;
using Xunit;

namespace UserRep.Tests.Client;

public sealed class WaitersTests : IDisposable
{
    private static readonly TimeSpan _timeout = TimeSpan.FromSeconds(2);

    private readonly FakeTimeProvider _time = new();
    private readonly Waiters _waiters;

    public WaitersTests() => _waiters = new Waiters(_timeout, _time);

    public void Dispose() => _waiters.Dispose();

    [Fact]
    public void A_read_ends_when_its_time_is_over_and_no_other_does()
    {
        PendingRead early = Awaited(_timeout / 2);
        PendingRead answered = Awaited(_timeout);
        PendingRead late = Awaited(_timeout);

        _time.Advance(_timeout / 2);
        Assert.IsType<TimeoutException>(early.Task.Exception?.InnerException);
        Assert.False(late.IsDone);

        answered.Answer(Response(), users: 1, first: 0);
        _time.Advance(_timeout / 2);
        Assert.True(answered.Task.IsCompletedSuccessfully);
        Assert.IsType<TimeoutException>(late.Task.Exception?.InnerException);

        // All have left once; the timer is set anew for whoever comes then.
        PendingRead next = Awaited(_timeout);
        _time.Advance(_timeout);
        Assert.IsType<TimeoutException>(next.Task.Exception?.InnerException);
    }

    [Fact]
    public async Task Whoever_gives_up_ends_at_once_with_their_own_token()
    {
        using CancellationTokenSource source = new();
        PendingRead read = Awaited(_timeout, source.Token);
        await source.CancelAsync();
        OperationCanceledException cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read.Task);
        Assert.Equal(source.Token, cancelled.CancellationToken);
        Assert.False(_waiters.Remove(read));
    }

    [Fact]
    public void Whatever_the_order_of_coming_and_going_those_that_are_left_are_the_right_ones()
    {
        for (int seed = 0; seed < 500; seed++)
        {
            Random random = new(seed);
            List<PendingRead> here = [];
            List<PendingRead> gone = [];
            for (int step = 0; step < 40; step++)
            {
                if (here.Count == 0 || random.Next(3) > 0)
                {
                    here.Add(Awaited(_timeout));
                }
                else
                {
                    PendingRead read = here[random.Next(here.Count)];
                    here.Remove(read);
                    gone.Add(read);
                    read.Answer(Response(), users: 1, first: 0);
                }
            }

            _time.Advance(_timeout);
            Assert.All(here, read => Assert.True(read.Task.IsFaulted));
            Assert.All(gone, read => Assert.True(read.Task.IsCompletedSuccessfully));
        }
    }

    [Fact]
    public void One_that_was_answered_before_it_is_awaited_is_not_kept()
    {
        PendingRead read = new(["ann"], string.Empty, 0, 0, 0);
        read.Answer(Response(), users: 1, first: 0);
        read.Await(_waiters, new Deadline(_timeout, _time, _time.GetTimestamp()), TestContext.Current.CancellationToken);
        Assert.False(_waiters.Remove(read));
    }

    private static ReadResponse Response()
    {
        ReadResponse response = new() { Version = "v1", Space = "s", Dimension = 1, Vectors = Google.Protobuf.ByteString.CopyFrom(new byte[4]), Freshness = Google.Protobuf.ByteString.CopyFrom(new byte[1]) };
        response.Positions.Add(1);
        response.AsOfMs.Add(1);
        return response;
    }

    private PendingRead Awaited(TimeSpan timeout, CancellationToken? cancellation = null)
    {
        PendingRead read = new(["ann"], string.Empty, 0, 0, 0);
        read.Await(_waiters, new Deadline(timeout, _time, _time.GetTimestamp()), cancellation ?? TestContext.Current.CancellationToken);
        return read;
    }
}
