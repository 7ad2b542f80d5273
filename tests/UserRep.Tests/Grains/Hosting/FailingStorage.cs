using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using UserRep.Grains.Hosting;

namespace UserRep.Tests.Grains.Hosting;

/// <summary>The grains' storage, which a test can have fail from some write on, as that of a process does that is killed there.</summary>
internal sealed class FailingStorage(IGrainStorage storage) : IGrainStorage, ILifecycleParticipant<ISiloLifecycle>
{
    private readonly Lock _lock = new();
    private int _writes;
    private int _last = int.MaxValue;
    private bool _isLastWritten;
    private string[] _states = [];

    /// <summary>Stands before the storage that the services have.</summary>
    public static void PutBefore(IServiceCollection services)
    {
        ServiceDescriptor known = services.Single(s => s.ServiceType == typeof(IGrainStorage) && Equals(s.ServiceKey, GrainsHosting.StorageName));
        services.Remove(known);
        services.AddKeyedSingleton<IGrainStorage>(GrainsHosting.StorageName, (provider, key) => new FailingStorage((IGrainStorage)known.KeyedImplementationFactory!(provider, key)));
    }

    /// <summary>Has all writes fail from one on.</summary>
    /// <param name="write">Which, counted from now, the first being 1.</param>
    /// <param name="isWritten">Whether that one is stored, and whoever wrote does not hear of it.</param>
    /// <param name="states">The names of the states whose writes are meant.</param>
    public void FailFrom(int write, bool isWritten, params string[] states)
    {
        lock (_lock)
        {
            (_writes, _last, _isLastWritten, _states) = (0, write, isWritten, states);
        }
    }

    /// <summary>Has writes be stored again.</summary>
    /// <returns>How many there were.</returns>
    public int Mend()
    {
        lock (_lock)
        {
            _last = int.MaxValue;
            return _writes;
        }
    }

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => storage.ReadStateAsync(stateName, grainId, grainState);

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        int write;
        int last;
        lock (_lock)
        {
            bool isMeant = _states.Contains(stateName);
            (write, last) = (isMeant ? ++_writes : 0, _last);
        }

        if (write < last || (write == last && _isLastWritten))
        {
            await storage.WriteStateAsync(stateName, grainId, grainState);
        }

        if (write >= last)
        {
            throw new IOException($"The storage failed at write {write}.");
        }
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => storage.ClearStateAsync(stateName, grainId, grainState);

    public void Participate(ISiloLifecycle lifecycle) => ((ILifecycleParticipant<ISiloLifecycle>)storage).Participate(lifecycle);
}
