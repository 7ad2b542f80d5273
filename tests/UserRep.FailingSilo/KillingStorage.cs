using Orleans.Storage;

namespace UserRep.FailingSilo;

/// <summary>The grains' storage with a failpoint before and after every write.</summary>
internal sealed class KillingStorage(IGrainStorage storage, Failpoint failpoint) : IGrainStorage, ILifecycleParticipant<ISiloLifecycle>
{
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => storage.ReadStateAsync(stateName, grainId, grainState);

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        failpoint.Hit($"{stateName}.before-write");
        await storage.WriteStateAsync(stateName, grainId, grainState);
        failpoint.Hit($"{stateName}.after-write");
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => storage.ClearStateAsync(stateName, grainId, grainState);

    public void Participate(ISiloLifecycle lifecycle) => ((ILifecycleParticipant<ISiloLifecycle>)storage).Participate(lifecycle);
}
