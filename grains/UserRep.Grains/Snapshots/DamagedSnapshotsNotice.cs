using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace UserRep.Grains.Snapshots;

/// <summary>Says at the start that the snapshots were damaged: there is no log yet when they are opened.</summary>
internal sealed class DamagedSnapshotsNotice(string file, ILogger<DamagedSnapshotsNotice> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        Log.SnapshotsMovedAside(logger, file);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
