using Microsoft.Extensions.Diagnostics.HealthChecks;
using UserRep.EventLog.Events;
using UserRep.Tests.EventLog.Sqlite;
using Xunit;

namespace UserRep.Tests.Grains.Hosting;

/// <summary>When a silo is ready, and what becomes of that while the log is away.</summary>
public sealed class ServiceHealthTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_not_ready_without_the_log_and_once_it_has_been_is_ready_for_reads()
    {
        using TemporaryFolder folder = new();
        await using InProcessSilo silo = await InProcessSilo.StartAsync(folder.Path, gate: log => log.HeadsAreAsked = Fails);
        Assert.Equal(HealthStatus.Unhealthy, await StatusAsync(silo));

        silo.Log.HeadsAreAsked = null;
        await Wait.UntilAsync(async () => await StatusAsync(silo) == HealthStatus.Healthy);

        silo.Log.HeadsAreAsked = Fails;
        Assert.Equal(HealthStatus.Degraded, await StatusAsync(silo));
        silo.Log.HeadsAreAsked = cancellation => Task.Delay(Timeout.Infinite, cancellation);
        Assert.Equal(HealthStatus.Degraded, await StatusAsync(silo));

        silo.Log.HeadsAreAsked = null;
        Assert.Equal(HealthStatus.Healthy, await StatusAsync(silo));
    }

    private static Task Fails(CancellationToken cancellation) => throw new EventLogException("It is away.", isTransient: true, outcomeUnknown: false);

    private static async Task<HealthStatus> StatusAsync(InProcessSilo silo) => (await silo.Get<HealthCheckService>().CheckHealthAsync(Cancellation)).Status;
}
