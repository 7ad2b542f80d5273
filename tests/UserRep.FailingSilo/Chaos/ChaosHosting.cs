using UserRep.EventLog.Events;
using UserRep.Grains.Hosting;

namespace UserRep.FailingSilo.Chaos;

/// <summary>Has the streams of events drop, double and reorder what they carry.</summary>
internal static class ChaosHosting
{
    /// <param name="builder">The service.</param>
    /// <param name="seed">What happens to which.</param>
    public static void AddChaos(this WebApplicationBuilder builder, int seed)
    {
        builder.UseOrleans(silo => silo.AddStreamFilter<DroppingFilter>(GrainsHosting.EventsName));
        builder.Services.AddSingleton(new Random(seed));
        ServiceDescriptor real = builder.Services.Single(s => s.ServiceType == typeof(IEventLog));
        builder.Services.Remove(real);
        builder.Services.AddSingleton<IEventLog>(provider => new EchoingLog((IEventLog)real.ImplementationFactory!(provider), provider, new Random(seed)));
    }
}
