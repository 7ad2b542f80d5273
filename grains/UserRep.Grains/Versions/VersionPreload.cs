using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Storage;
using UserRep.Grains.Hosting;

namespace UserRep.Grains.Versions;

/// <summary>
/// Loads what is served before this silo takes part: from then on users live here, whoever asks for them is not to wait for models, and events that
/// come to a user while no model is there would be no part of a state, nor of a vector. The list is read where the catalogue stores it, for there is
/// no calling grains yet; what changes meanwhile is followed later.
/// </summary>
internal sealed class VersionPreload(
    VersionHost host, [FromKeyedServices(GrainsHosting.StorageName)] IGrainStorage storage, ILogger<VersionPreload> logger) : ILifecycleParticipant<ISiloLifecycle>
{
    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(nameof(VersionPreload), ServiceLifecycleStage.BecomeActive - 1, LoadAsync);

    private async Task LoadAsync(CancellationToken cancellation)
    {
        try
        {
            GrainState<CatalogState> stored = new();
            await storage.ReadStateAsync(VersionCatalogGrain.StateName, GrainId.Create(VersionCatalogGrain.Type, IVersionCatalogGrain.Key), stored).ConfigureAwait(false);
            if (stored is { RecordExists: true, State: { } catalog })
            {
                await host.FollowAsync(catalog, tryAgain: false, cancellation).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // It joins without, and is ready when it has them.
            Log.VersionsNotPreloaded(logger, error);
        }
    }
}
