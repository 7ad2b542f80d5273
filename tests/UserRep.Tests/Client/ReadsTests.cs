using Microsoft.Extensions.Time.Testing;
using UserRep.Client;
using UserRep.Protocol.V1;
using Xunit;

namespace UserRep.Tests.Client;

public class ReadsTests
{
    private static readonly TimeSpan _timeout = TimeSpan.FromSeconds(10);
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_wait_for_a_place_and_the_wait_for_the_answer_have_one_deadline()
    {
        TaskCompletionSource free = new();
        ScriptedCall call = new() { Letting = _ => free.Task };
        await using Reads reads = Of(call);
        Task<VectorFrame> first = ReadAsync(reads, "ann", Cancellation);
        ReadRequest sent = await call.WrittenAsync();
        Task<VectorFrame>[] waiting = [ReadAsync(reads, "bob", Cancellation), ReadAsync(reads, "cy", Cancellation)];

        _time.Advance(_timeout * 0.9);
        free.SetResult();
        Assert.Equal(["bob"], (await call.WrittenAsync()).UserIds);

        // Fewer are under way then, and the third goes without a wait for time: the clock is the deadline's alone.
        call.Answer(sent);
        Assert.Equal(["cy"], (await call.WrittenAsync()).UserIds);
        _time.Advance(_timeout * 0.2);

        Assert.Null(await FailureAsync(first));
        foreach (Task<VectorFrame> read in waiting)
        {
            Assert.IsType<TimeoutException>(await FailureAsync(read));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whoever_gives_up_waiting_for_a_place_leaves_the_queue(bool byTime)
    {
        TaskCompletionSource free = new();
        using CancellationTokenSource giveUp = new();
        ScriptedCall call = new() { Letting = _ => free.Task };
        await using Reads reads = Of(call);
        _ = ReadAsync(reads, "ann", Cancellation);
        Task[] gone = [await AfterAsync(call, () => ReadAsync(reads, "bob", giveUp.Token)), ReadAsync(reads, "cy", giveUp.Token)];
        if (byTime)
        {
            _time.Advance(_timeout);
        }
        else
        {
            await giveUp.CancelAsync();
        }

        foreach (Task read in gone)
        {
            Exception? error = await FailureAsync(read);
            Assert.True(byTime ? error is TimeoutException : error is OperationCanceledException, $"{error}");
        }

        Task<VectorFrame> last = ReadAsync(reads, "dan", Cancellation);
        free.SetResult();
        ReadRequest request = await call.WrittenAsync();
        Assert.Equal(["dan"], request.UserIds);
        call.Answer(request);
        Assert.Null(await FailureAsync(last));
        Assert.Equal(2UL, reads.Messages);
    }

    /// <summary>One user a message, and one place to wait.</summary>
    private Reads Of(ScriptedCall call) => new(
        new ScriptedCalls(call).Service(), new ScriptedCalls().Service(), [], new UserRepClientOptions { Timeout = _timeout, MaxUsersPerMessage = 1, MaxWaitingReads = 1 }, _time);

    private Task<VectorFrame> ReadAsync(Reads reads, string user, CancellationToken cancellation) =>
        reads.ReadAsync(new PendingRead([user], string.Empty, 0, 0, 0), new Deadline(_timeout, _time, _time.GetTimestamp()), cancellation);

    /// <summary>The first is on its way and blocks the stream: what comes now waits.</summary>
    private static async Task<Task<VectorFrame>> AfterAsync(ScriptedCall call, Func<Task<VectorFrame>> read)
    {
        await call.WrittenAsync();
        return read();
    }

    /// <summary>How the read ended; the test's own patience is no end of the read.</summary>
    private static async Task<Exception?> FailureAsync(Task read)
    {
        await Task.WhenAny(read).WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        return await Record.ExceptionAsync(() => read);
    }
}
