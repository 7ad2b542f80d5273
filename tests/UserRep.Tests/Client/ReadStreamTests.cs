using Grpc.Core;
using UserRep.Client;
using UserRep.Protocol.V1;
using Xunit;

namespace UserRep.Tests.Client;

public class ReadStreamTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_call_that_ends_late_fails_its_own_messages_and_none_of_the_next()
    {
        ScriptedCall old = new();
        ScriptedCall next = new();
        await using ReadStream stream = new(new ScriptedCalls(old, next).Service(), [], maxUsers: 10, maxWaiting: 10);
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
        await using ReadStream stream = new(new ScriptedCalls(call).Service(), [], maxUsers: 10, maxWaiting: 10);
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
        using ReadCall call = new(script.Open(), error => error, Cancellation);
        PendingRead[] reads = [Read("ann"), Read("bob")];
        await call.SendAsync(new ReadMessage(1, reads));

        reads[1].GiveUp();
        Assert.False(call.IsIdle);
        reads[0].GiveUp();
        Assert.True(call.IsIdle);

        // The late answer finds nobody, and does no harm.
        script.Answer(await script.WrittenAsync());
        PendingRead later = Read("cy");
        await call.SendAsync(new ReadMessage(2, [later]));
        script.Answer(await script.WrittenAsync());
        await InTime(later);
        Assert.True(call.IsIdle);
    }

    private static PendingRead Read(string user, string version = "") => new([user], version, 0, 0, 0);

    private static Task<VectorFrame> InTime(PendingRead read) => read.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
}
