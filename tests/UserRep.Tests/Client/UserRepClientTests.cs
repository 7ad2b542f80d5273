extern alias Silo;

using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Silo::UserRep.Protocol.V1;
using UserRep.Client;
using UserRep.Testing;
using Xunit;

namespace UserRep.Tests.Client;

/// <summary>What the client makes of answers that are late, wrong or none.</summary>
public class UserRepClientTests
{
    private static readonly TimeSpan _short = TimeSpan.FromMilliseconds(300);

    [Fact]
    public async Task A_read_that_has_waited_too_long_is_asked_again_and_the_first_answer_counts()
    {
        // The first stream is deaf; the second answers. Time stands still until the first has been asked, so it is the first.
        Channel<ReadRequest> asked = Channel.CreateUnbounded<ReadRequest>();
        await using ScriptedService service = await ScriptedService.StartAsync((stream, request) =>
        {
            if (stream > 1)
            {
                return ScriptedService.Vectors(request, stream);
            }

            asked.Writer.TryWrite(request);
            return null;
        });
        FakeTimeProvider time = new();
        await using UserRepClient client = Client(service, o => (o.HedgeAfter, o.Timeout) = (TimeSpan.FromMilliseconds(20), TimeSpan.FromDays(1)), time);

        Task<UserVector> one = GetAsync(client);
        await UntilHedgedAsync(1);
        Assert.Equal(2f, (await one).Vector.Span[0]);

        Task<UserVectors> many = client.GetManyAsync(["ann", "bob"], null, Cancellation).AsTask();
        await UntilHedgedAsync(2);
        Assert.Equal(2f, (await many)[1].Vector.Span[0]);
        Assert.Equal(2UL, client.HedgedMessages);

        async Task UntilHedgedAsync(ulong messages)
        {
            await asked.Reader.ReadAsync(Cancellation);
            while (client.HedgedMessages < messages)
            {
                Cancellation.ThrowIfCancellationRequested();
                time.Advance(TimeSpan.FromMilliseconds(20));
                await Task.Yield();
            }
        }
    }

    [Fact]
    public async Task A_read_that_is_answered_in_time_is_asked_once()
    {
        await using ScriptedService service = await ScriptedService.StartAsync((stream, request) => ScriptedService.Vectors(request, stream));
        await using UserRepClient client = Client(service, o => o.HedgeAfter = TimeSpan.FromSeconds(20));

        Assert.Equal(1f, (await GetAsync(client)).Vector.Span[0]);
        Assert.Equal((1UL, 0UL), (client.ReadMessages, client.HedgedMessages));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Without_an_answer_the_call_ends_with_its_time(bool hedged)
    {
        await using ScriptedService service = await ScriptedService.StartAsync((_, _) => null);
        await using UserRepClient client = Client(service, o => (o.Timeout, o.HedgeAfter) = (_short, hedged ? TimeSpan.FromMilliseconds(20) : null));

        UnavailableException error = await Assert.ThrowsAsync<UnavailableException>(() => GetAsync(client));

        Assert.Contains("0.3 s", error.Message, StringComparison.Ordinal);
        Assert.True(error.IsTransient);
    }

    [Fact]
    public async Task Whoever_gives_up_hears_of_it_as_a_cancellation()
    {
        using CancellationTokenSource asked = new();
        await using ScriptedService service = await ScriptedService.StartAsync((_, _) =>
        {
            asked.Cancel();
            return null;
        });
        await using UserRepClient client = Client(service);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.GetAsync("ann", null, asked.Token).AsTask());
    }

    [Fact]
    public async Task What_may_pass_is_tried_again_as_often_as_was_said_and_no_more()
    {
        ConcurrentQueue<ulong> asked = new();
        await using ScriptedService service = await ScriptedService.StartAsync((_, request) =>
        {
            asked.Enqueue(request.Id);
            return asked.Count <= 2 ? Failed(request, FailureKind.Busy) : ScriptedService.Vectors(request, 7);
        });
        await using (UserRepClient patient = Client(service))
        {
            Assert.Equal(7f, (await GetAsync(patient)).Vector.Span[0]);
            Assert.Equal(3, asked.Count);
        }

        asked.Clear();
        await using UserRepClient once = Client(service, o => o.MaxRetries = 1);
        await Assert.ThrowsAsync<BusyException>(() => GetAsync(once));
        Assert.Equal(2, asked.Count);

        asked.Clear();
        await using UserRepClient never = Client(service, o => o.MaxRetries = 0);
        await Assert.ThrowsAsync<BusyException>(() => GetAsync(never));
        Assert.Single(asked);
    }

    [Fact]
    public async Task What_cannot_pass_is_not_tried_again()
    {
        int asked = 0;
        await using ScriptedService service = await ScriptedService.StartAsync((_, request) =>
        {
            Interlocked.Increment(ref asked);
            return Failed(request, FailureKind.VersionNotFound);
        });
        await using UserRepClient client = Client(service);

        await Assert.ThrowsAsync<VersionNotFoundException>(() => GetAsync(client));
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task A_vector_of_another_version_than_asked_never_gets_out()
    {
        await using ScriptedService service = await ScriptedService.StartAsync((_, request) => ScriptedService.Vectors(request, 1, version: "v2"));
        await using UserRepClient client = Client(service, o => o.Version = "v1");

        await Assert.ThrowsAsync<VersionMismatchException>(() => GetAsync(client));
        await Assert.ThrowsAsync<VersionMismatchException>(() => client.GetManyAsync(["ann"], null, Cancellation).AsTask());
        Assert.Equal("v2", (await client.GetAsync("ann", new GetOptions { Version = "v2" }, Cancellation)).Version);
    }

    [Fact]
    public async Task An_id_that_no_user_can_have_is_refused_before_it_can_harm_other_reads()
    {
        await using ScriptedService service = await ScriptedService.StartAsync((_, request) => request.UserIds.All(id => id.Trim().Length is > 0 and <= 256)
            ? ScriptedService.Vectors(request, 1)
            : Failed(request, FailureKind.Invalid));
        await using UserRepClient client = Client(service);
        Task<UserVector>[] good = [.. Enumerable.Range(0, 20).Select(i => client.GetAsync($"user-{i}", null, Cancellation).AsTask())];

        Assert.Contains("blank", (await Assert.ThrowsAsync<ArgumentException>(() => client.GetAsync(" ", null, Cancellation).AsTask())).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() => client.GetAsync(new string('a', 257), null, Cancellation).AsTask());
        Assert.Contains("userIds[1]", (await Assert.ThrowsAsync<ArgumentException>(() => client.GetManyAsync(["a", null!], null, Cancellation).AsTask())).Message, StringComparison.Ordinal);

        Assert.All(await Task.WhenAll(good), vector => Assert.Equal("v1", vector.Version));
    }

    [Fact]
    public async Task Users_that_need_several_messages_have_one_deadline()
    {
        FakeTimeProvider time = new();
        await using ScriptedService service = await ScriptedService.StartAsync((_, request) =>
        {
            bool isFirst = request.UserIds[0] == "ann";
            time.Advance(TimeSpan.FromSeconds(isFirst ? 8 : 3));
            return isFirst ? ScriptedService.Vectors(request, 1) : null;
        });
        await using UserRepClient client = Client(service, o => (o.Timeout, o.MaxUsersPerMessage) = (TimeSpan.FromSeconds(10), 1), time);

        await Assert.ThrowsAsync<UnavailableException>(() => client.GetManyAsync(["ann", "bob"], null, Cancellation).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Cancellation));
    }

    [Fact]
    public async Task When_nothing_gets_through_calls_rest()
    {
        await using UserRepClient client = new(new UserRepClientOptions { Endpoint = new Uri($"http://127.0.0.1:{LoopbackPort.Free()}"), MaxRetries = 0, Timeout = TimeSpan.FromSeconds(30) });
        List<string> messages = [];
        for (int i = 0; i < 60; i++)
        {
            messages.Add((await Assert.ThrowsAsync<UnavailableException>(() => GetAsync(client))).Message);
        }

        Assert.DoesNotContain("rest for a second", messages[0], StringComparison.Ordinal);
        Assert.Contains(messages, m => m.Contains("rest for a second", StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_is_registered_once_with_its_options()
    {
        ServiceCollection services = new();
        services.AddUserRepClient(o => o.Version = "v1").AddUserRepClient(o => o.HedgeAfter = TimeSpan.FromMilliseconds(5));
        await using ServiceProvider provider = services.BuildServiceProvider();

        Assert.Same(provider.GetRequiredService<IUserRepClient>(), provider.GetRequiredService<IUserRepClient>());
        ServiceCollection wrong = new();
        wrong.AddUserRepClient(o => (o.HedgeAfter, o.Timeout, o.Endpoint) = (TimeSpan.Zero, TimeSpan.Zero, new Uri("ftp://x")));
        await using ServiceProvider failing = wrong.BuildServiceProvider();
        ArgumentException error = Assert.Throws<ArgumentException>(failing.GetRequiredService<IUserRepClient>);
        Assert.All(["HedgeAfter", "Timeout", "Endpoint"], name => Assert.Contains(name, error.Message, StringComparison.Ordinal));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static Task<UserVector> GetAsync(UserRepClient client) => client.GetAsync("ann", null, Cancellation).AsTask();

    private static UserRepClient Client(ScriptedService service, Action<UserRepClientOptions>? configure = null, TimeProvider? time = null)
    {
        UserRepClientOptions options = new() { Endpoint = service.Address, Timeout = TimeSpan.FromSeconds(30), RetryDelay = TimeSpan.FromMilliseconds(1) };
        configure?.Invoke(options);
        return new UserRepClient(options, time);
    }

    private static ReadResponse Failed(ReadRequest request, FailureKind kind) => new() { Id = request.Id, Failure = new Failure { Kind = kind, Message = "no", RetryAfterMs = kind == FailureKind.Busy ? 1 : 0 } };
}
