using Orleans.Storage;
using UserRep.EventLog.Events;
using UserRep.EventLog.Snapshots;
using UserRep.Grains.Versions;

namespace UserRep.FailingSilo;

/// <summary>Puts a failpoint around what the service has.</summary>
internal static class FailpointHosting
{
    private const string StorageName = "userrep";

    public static void AddFailpoint(this IServiceCollection services, Failpoint failpoint)
    {
        ServiceDescriptor storage = services.Single(s => s.ServiceType == typeof(IGrainStorage) && Equals(s.ServiceKey, StorageName));
        services.Remove(storage);
        services.AddKeyedSingleton<IGrainStorage>(StorageName, (provider, key) => new KillingStorage((IGrainStorage)storage.KeyedImplementationFactory!(provider, key), failpoint));

        Decorate<IEventLog>(services, log => new KillingLog(log, failpoint));
        Decorate<ISnapshotStore>(services, snapshots => new KillingSnapshots(snapshots, failpoint));

        ServiceDescriptor registry = services.Single(s => s.ServiceType == typeof(IVersionRegistry));
        services.Remove(registry);
        services.AddSingleton<IVersionRegistry>(provider => new KillingRegistry((IVersionRegistry)ActivatorUtilities.CreateInstance(provider, registry.ImplementationType!), failpoint));
        KillingCalls calls = new(failpoint);
        services.AddSingleton<IIncomingGrainCallFilter>(calls);
        services.AddSingleton<IOutgoingGrainCallFilter>(calls);
    }

    private static void Decorate<T>(IServiceCollection services, Func<T, T> decorate)
        where T : class
    {
        ServiceDescriptor real = services.Single(s => s.ServiceType == typeof(T));
        services.Remove(real);
        services.AddSingleton(provider => decorate((T)real.ImplementationFactory!(provider)));
    }
}
