extern alias Silo;

using Microsoft.Extensions.Time.Testing;
using Silo::UserRep.Protocol.V1;
using UserRep.Client;
using Xunit;

namespace UserRep.Tests.Client;

/// <summary>Of several silos one answers that it cannot serve now: reads go on with the others.</summary>
public sealed class RefusingSilosTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new();
    private readonly HashSet<(int Service, int Stream)> _streams = [];
    private ScriptedService[] _services = [];
    private Func<ReadRequest, int, ReadResponse> _answer = (request, service) => ScriptedService.Vectors(request, service);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _services = [await ServiceAsync(1), await ServiceAsync(2)];

    public async ValueTask DisposeAsync()
    {
        foreach (ScriptedService service in _services)
        {
            await service.DisposeAsync();
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_read_that_one_silo_refuses_is_answered_by_another(bool isUnavailable)
    {
        FailureKind kind = isUnavailable ? FailureKind.Unavailable : FailureKind.NotReady;

        // Whichever is asked first refuses all the time.
        int refusing = 0;
        _answer = (request, service) =>
        {
            Interlocked.CompareExchange(ref refusing, service, 0);
            return refusing == service ? Refusal(request, kind) : ScriptedService.Vectors(request, service);
        };
        await using UserRepClient client = Client(TimeProvider.System, retries: 3);

        float answered = await ReadAsync(client);
        Assert.Equal(3 - refusing, answered);
    }

    [Fact]
    public async Task A_user_who_is_not_ready_yet_has_the_stream_stay_where_it_is()
    {
        _answer = (request, service) =>
        {
            ReadResponse response = ScriptedService.Vectors(request, service);
            response.Failures.Add(new ReadFailure { Index = 0, Failure = new Failure { Kind = FailureKind.NotReady, RetryAfterMs = 1 } });
            return response;
        };
        await using UserRepClient client = Client(TimeProvider.System, retries: 3);

        await Assert.ThrowsAsync<NotReadyException>(() => client.GetAsync("ann", cancellationToken: Cancellation).AsTask());

        Assert.Single(_streams);
    }

    [Fact]
    public async Task Where_all_refuse_the_stream_stays()
    {
        _answer = (request, _) => Refusal(request, FailureKind.NotReady);
        await using UserRepClient client = Client(_time, retries: 0);

        for (int i = 0; i < 10; i++)
        {
            await Assert.ThrowsAsync<NotReadyException>(() => client.GetAsync("ann", cancellationToken: Cancellation).AsTask());
        }

        Assert.Equal(2, _streams.Count);
    }

    [Fact]
    public async Task A_stream_that_had_to_leave_its_silo_returns_after_minutes()
    {
        await using UserRepClient client = Client(_time, retries: 0);
        float home = await ReadAsync(client);
        _answer = (request, _) => Refusal(request, FailureKind.NotReady);
        await Assert.ThrowsAsync<NotReadyException>(() => client.GetAsync("ann", cancellationToken: Cancellation).AsTask());
        _answer = (request, service) => ScriptedService.Vectors(request, service);
        Assert.Equal(3 - home, await ReadAsync(client));

        _time.Advance(TimeSpan.FromMinutes(2) - TimeSpan.FromSeconds(1));
        for (int i = 0; i < 100; i++)
        {
            Assert.Equal(3 - home, await ReadAsync(client));
        }

        // It goes when its silo has answered that it is there.
        _time.Advance(TimeSpan.FromMinutes(2) + TimeSpan.FromSeconds(1));
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(30));
        while (await ReadAsync(client) != home)
        {
            patience.Token.ThrowIfCancellationRequested();
        }

        Assert.Equal(3, _streams.Count);
    }

    private Task<ScriptedService> ServiceAsync(int number) => ScriptedService.StartAsync((stream, request) =>
    {
        lock (_streams)
        {
            _streams.Add((number, stream));
        }

        return _answer(request, number);
    });

    private UserRepClient Client(TimeProvider time, int retries)
    {
        UserRepClientOptions options = new() { Timeout = TimeSpan.FromSeconds(20), MaxRetries = retries, RetryDelay = TimeSpan.FromMilliseconds(1) };
        Array.ForEach(_services, service => options.Endpoints.Add(service.Address));
        return new UserRepClient(options, time);
    }

    private static async Task<float> ReadAsync(UserRepClient client) => (await client.GetAsync("ann", cancellationToken: Cancellation)).Vector.Span[0];

    private static ReadResponse Refusal(ReadRequest request, FailureKind kind) => new() { Id = request.Id, Failure = new Failure { Kind = kind, Message = "not now", RetryAfterMs = 1 } };
}
