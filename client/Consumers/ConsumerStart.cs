using Microsoft.Extensions.Hosting;

namespace UserRep.Client;

/// <summary>Registers the consumer when the application starts, so that a version it is late for is known before its first read.</summary>
internal sealed class ConsumerStart(IUserRepClient client) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await client.RegisterConsumerAsync(stoppingToken).ConfigureAwait(false);
        }
        catch (Exception) when (!stoppingToken.IsCancellationRequested)
        {
            // The application may start before the service does. Its first read registers the consumer, and says what is wrong.
        }
    }
}
