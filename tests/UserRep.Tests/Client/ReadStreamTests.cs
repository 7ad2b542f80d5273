using Grpc.Core;
using Microsoft.Extensions.Time.Testing;
using UserRep.Client;
using UserRep.Protocol.V1;
using Xunit;

namespace UserRep.Tests.Client;

public class ReadStreamTests
{
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_call_that_ends_late_fails_its_own_messages_and_none_of_the_next()
    {
        ScriptedCall old = new();
        ScriptedCall next = new();
        await using ReadStream stream = new(new ScriptedCalls(old, next).Service(), [], maxUsers: 10, maxWaiting: 10, _time);
        PendingRead[] reads = [Read("ann"), Read("bob"), Read("cy")];
        stream.TrySend(reads[0]);
        await old.WrittenAsync();
        old.Letting = _ => throw new RpcException(new Status(StatusCode.Unavailable, "broken"));
        stream.TrySend(reads[1]);
        await Assert.ThrowsAsync<UnavailableException>(() => InTime(reads[1]));
        stream.TrySend(reads[2]);
        ReadRequest request = await next.WrittenAsync();

        old.Break();

        await Assert.ThrowsAsync<UnavailableException>(() => InTime(reads[0]));
        next.Answer(request);
        Assert.Equal("v1", (await InTime(reads[2])).Version);
    }

    [Fact]
    public async Task Reads_that_were_given_up_while_they_waited_are_not_sent()
    {
        TaskCompletionSource free = new();
        ScriptedCall call = new() { Letting = _ => free.Task };
        await using ReadStream stream = new(new ScriptedCalls(call).Service(), [], maxUsers: 10, maxWaiting: 10, _time);
        PendingRead[] reads = [Read("ann"), Read("bob"), Read("cy", "v2"), Read("dan")];
        stream.TrySend(reads[0]);
        await call.WrittenAsync();
        Array.ForEach(reads[1..], read => stream.TrySend(read));

        reads[1].GiveUp();
        reads[2].GiveUp();
        free.SetResult();

        Assert.Equal(["dan"], (await call.WrittenAsync()).UserIds);
        Assert.Equal(2UL, stream.Messages);
    }

    [Fact]
    public async Task A_message_is_under_way_as_long_as_anybody_waits_for_its_answer()
    {
        ScriptedCall script = new();
        using MessagePace pace = new(_time, () => 1);
        using ReadCall call = new(script.Open(), pace, error => error, Cancellation);
        PendingRead[] reads = [Read("ann"), Read("bob")];
        await call.SendAsync(new ReadMessage(1, reads));
        await call.SendAsync(new ReadMessage(2, [Read("dan")]));
        Task turn = pace.TurnAsync();

        reads[1].GiveUp();
        Assert.False(turn.IsCompleted);
        reads[0].GiveUp();
        await InTime(turn);

        // The late answer finds nobody, and does no harm.
        script.Answer(await script.WrittenAsync());
        PendingRead later = Read("cy");
        await call.SendAsync(new ReadMessage(3, [later]));
        turn = pace.TurnAsync();
        await script.WrittenAsync();
        script.Answer(await script.WrittenAsync());
        await InTime(later.Task);
        await InTime(turn);
    }

    [Fact]
    public async Task Reads_wait_for_one_of_two_messages_to_be_answered_and_go_together_then()
    {
        ScriptedCall call = new();
        await using ReadStream stream = Stream(call);
        ReadRequest[] sent = [await SendAsync(stream, call, Read("ann")), await SendAsync(stream, call, Read("bob"))];
        string[] waiting = [.. Enumerable.Range(0, 20).Select(i => $"user-{i}")];
        Array.ForEach(waiting, user => stream.TrySend(Read(user)));

        call.Answer(sent[0]);

        Assert.Equal(waiting, (await InTime(call.WrittenAsync())).UserIds);
    }

    [Fact]
    public async Task Where_many_wait_they_go_in_parts_so_that_some_are_answered_while_others_ask()
    {
        TaskCompletionSource free = new();
        ScriptedCall call = new() { Letting = _ => free.Task };
        await using ReadStream stream = new(new ScriptedCalls(call).Service(), [], maxUsers: 1_000, maxWaiting: 1_000, _time);
        await SendAsync(stream, call, Read("ann"));
        string[] waiting = [.. Enumerable.Range(0, 255).Select(i => $"user-{i}")];
        Array.ForEach(waiting, user => stream.TrySend(Read(user)));

        free.SetResult();

        // With the first one there are four messages, and a quarter of all reads in each of the others.
        foreach (string[] part in waiting[..192].Chunk(64))
        {
            Assert.Equal(part, (await InTime(call.WrittenAsync())).UserIds);
        }

        Assert.Equal(4UL, stream.Messages);
    }

    [Fact]
    public async Task Nobody_waits_for_messages_that_are_answered_late()
    {
        ScriptedCall call = new();
        await using ReadStream stream = Stream(call);
        await SendAsync(stream, call, Read("ann"));
        await SendAsync(stream, call, Read("bob"));
        stream.TrySend(Read("cy"));

        Assert.Equal(["cy"], (await call.WrittenAsync(_time)).UserIds);
    }

    [Fact]
    public async Task A_large_read_waits_for_nobody_and_goes_alone()
    {
        ScriptedCall call = new();
        await using ReadStream stream = Stream(call);
        await SendAsync(stream, call, Read("ann"));
        await SendAsync(stream, call, Read("bob"));

        string[] users = [.. Enumerable.Range(0, 64).Select(i => $"user-{i}")];
        ReadRequest large = await SendAsync(stream, call, new PendingRead(users, string.Empty, 0, 0, 0));

        Assert.Equal(users, large.UserIds);
    }

    [Fact]
    public async Task When_another_silo_is_preferred_what_is_under_way_is_answered_and_the_next_goes_there()
    {
        ScriptedCall old = new();
        ScriptedCall next = new();
        bool isToMove = false;
        await using ReadStream stream = new(new ScriptedCalls(old, next).Service(), [], maxUsers: 10, maxWaiting: 10, _time, () => isToMove);
        PendingRead[] reads = [Read("ann"), Read("bob"), Read("cy")];
        ReadRequest first = await SendAsync(stream, old, reads[0]);
        isToMove = true;
        ReadRequest second = await SendAsync(stream, next, reads[1]);
        isToMove = false;
        next.Answer(second);
        await InTime(reads[1]);
        ReadRequest third = await SendAsync(stream, next, reads[2]);

        old.Answer(first);
        next.Answer(third);

        await InTime(reads[0]);
        await InTime(reads[2]);
    }

    private ReadStream Stream(ScriptedCall call) => new(new ScriptedCalls(call).Service(), [], maxUsers: 100, maxWaiting: 100, _time);

    private static async Task<ReadRequest> SendAsync(ReadStream stream, ScriptedCall call, PendingRead read)
    {
        stream.TrySend(read);
        return await InTime(call.WrittenAsync());
    }

    private static PendingRead Read(string user, string version = "") => new([user], version, 0, 0, 0);

    private static Task<VectorFrame> InTime(PendingRead read) => InTime(read.Task);

    private static Task<T> InTime<T>(Task<T> task) => task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);

    private static Task InTime(Task task) => task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
}
