using Grpc.Net.Client;
using Microsoft.Extensions.Time.Testing;
using UserRep.Client;
using Xunit;

namespace UserRep.Tests.Client;

/// <summary>A client that knows several silos goes on with those that are there.</summary>
public class SeveralSilosTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stream_whose_silo_goes_is_taken_up_by_another_within_the_call()
    {
        ScriptedService[] services = [await OfAsync(1), await OfAsync(2), await OfAsync(3)];
        await using UserRepClient client = Client(services);
        float first = (await client.GetAsync("ann", cancellationToken: Cancellation)).Vector.Span[0];
        Assert.Equal(first, (await client.GetAsync("bob", cancellationToken: Cancellation)).Vector.Span[0]);

        await services[(int)first - 1].DisposeAsync();
        float second = (await client.GetAsync("ann", cancellationToken: Cancellation)).Vector.Span[0];
        Assert.NotEqual(first, second);

        await services[(int)second - 1].DisposeAsync();
        float third = (await client.GetAsync("ann", cancellationToken: Cancellation)).Vector.Span[0];
        Assert.Equal(6, first + second + third);
        await services[(int)third - 1].DisposeAsync();
    }

    [Fact]
    public async Task A_late_read_is_asked_again_at_another_silo()
    {
        int silent = 0;
        ScriptedService[] services = [await AnswerAsync(1), await AnswerAsync(2)];
        await using UserRepClient client = Client(services, hedgeAfter: TimeSpan.FromMilliseconds(10));

        float answered = (await client.GetAsync("ann", cancellationToken: Cancellation)).Vector.Span[0];

        Assert.Equal(3 - silent, answered);
        foreach (ScriptedService service in services)
        {
            await service.DisposeAsync();
        }

        // Whichever is asked first stands still.
        Task<ScriptedService> AnswerAsync(int number) => ScriptedService.StartAsync((_, request) =>
        {
            Interlocked.CompareExchange(ref silent, number, 0);
            return silent == number ? null : ScriptedService.Vectors(request, number);
        });
    }

    [Fact]
    public async Task With_nobody_there_the_error_names_all()
    {
        ScriptedService[] services = [await OfAsync(1), await OfAsync(2)];
        await using UserRepClient client = Client(services);
        foreach (ScriptedService service in services)
        {
            await service.DisposeAsync();
        }

        UnavailableException error = await Assert.ThrowsAsync<UnavailableException>(() => client.GetAsync("ann", cancellationToken: Cancellation).AsTask());
        Assert.Contains("cannot be reached", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_silo_that_is_not_reached_rests_longer_each_time_until_it_is_reached()
    {
        FakeTimeProvider time = new();
        using SiloChannel silo = new(GrpcChannel.ForAddress("http://127.0.0.1:1"), time);
        Assert.False(silo.IsResting);

        foreach (int seconds in (int[])[1, 2, 4, 5, 5])
        {
            silo.NotReached();
            silo.NotReached();
            time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
            Assert.True(silo.IsResting);
            time.Advance(TimeSpan.FromMilliseconds(2));
            Assert.False(silo.IsResting);
        }

        silo.Reached();
        silo.NotReached();
        time.Advance(TimeSpan.FromMilliseconds(1_001));
        Assert.False(silo.IsResting);
    }

    private static Task<ScriptedService> OfAsync(float number) => ScriptedService.StartAsync((_, request) => ScriptedService.Vectors(request, number));

    private static UserRepClient Client(ScriptedService[] services, TimeSpan? hedgeAfter = null)
    {
        UserRepClientOptions options = new() { Timeout = TimeSpan.FromSeconds(20), MaxRetries = 5, RetryDelay = TimeSpan.FromMilliseconds(1), HedgeAfter = hedgeAfter };
        foreach (ScriptedService service in services)
        {
            options.Endpoints.Add(service.Address);
        }

        return new UserRepClient(options);
    }
}
