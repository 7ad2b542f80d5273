using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace UserRep.Grains.Silos;

/// <summary>Tells the <see cref="StandstillGuard"/> that the silo is running, and after a standstill looks whether it is still a member.</summary>
internal sealed class StandstillWatch(StandstillGuard guard, IClusterMembershipService membership, ILocalSiloDetails local, TimeProvider time, ILogger<StandstillWatch> logger) : BackgroundService
{
    private static readonly TimeSpan _between = TimeSpan.FromMilliseconds(500);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(_between, time);
        do
        {
            if (guard.Tick())
            {
                await LookAsync(stoppingToken).ConfigureAwait(false);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }

    private async Task LookAsync(CancellationToken cancellation)
    {
        try
        {
            Log.StoodStill(logger);
            await membership.Refresh(MembershipVersion.MinValue, cancellation).ConfigureAwait(false);
            if (membership.CurrentSnapshot.GetSiloStatus(local.SiloAddress) == SiloStatus.Active)
            {
                guard.Confirm();
            }
        }
        catch (Exception error) when (!cancellation.IsCancellationRequested)
        {
            // The next tick looks again.
            Log.MembersNotRead(logger, error);
        }
    }
}
