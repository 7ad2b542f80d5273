using UserRep.Client;
using Xunit;

namespace UserRep.Tests.Client;

/// <summary>Of several silos some answer nothing: calls go on with the others, within their time.</summary>
public class SilentSilosTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Events_are_taken_by_a_silo_that_is_there(bool isConnected)
    {
        await using ScriptedService service = await ScriptedService.StartAsync((_, request) => ScriptedService.Vectors(request, 1));
        using SilentAddress silent = await SilentAsync(isConnected);
        await using UserRepClient client = Client(silent.Address, service.Address);

        // In turn, so one of two comes to the silent one first.
        for (int i = 0; i < 4; i++)
        {
            Assert.Single(await client.PublishAsync([new UserEvent { UserId = "ann", Type = "play" }], Cancellation));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Reads_are_answered_by_a_silo_that_is_there(bool isConnected)
    {
        await using ScriptedService service = await ScriptedService.StartAsync((_, request) => ScriptedService.Vectors(request, 7));
        using SilentAddress first = await SilentAsync(isConnected);
        using SilentAddress second = await SilentAsync(isConnected);

        // Each begins somewhere by chance, and two of three places are silent.
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            await using UserRepClient client = Client(first.Address, second.Address, service.Address);
            Assert.Equal(7, (await client.GetAsync("ann", cancellationToken: Cancellation)).Vector.Span[0]);
        }));
    }

    private static async Task<SilentAddress> SilentAsync(bool isConnected) => isConnected ? SilentAddress.Frozen() : await SilentAddress.UnreachableAsync();

    private static UserRepClient Client(params Uri[] addresses)
    {
        UserRepClientOptions options = new() { Timeout = TimeSpan.FromSeconds(4) };
        Array.ForEach(addresses, options.Endpoints.Add);
        return new UserRepClient(options);
    }
}
