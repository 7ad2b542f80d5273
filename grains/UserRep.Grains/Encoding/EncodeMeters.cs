using System.Collections.Concurrent;
using UserRep.Grains.Metrics;

namespace UserRep.Grains.Encoding;

/// <summary>The meters of this silo, by version, as long as it is served: meanwhile counts never shrink.</summary>
internal sealed class EncodeMeters(ServiceMeter service, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, EncodeMeter> _meters = new(StringComparer.Ordinal);

    /// <summary>Gets the name of this life of the silo: one that starts again counts anew.</summary>
    public string Life { get; } = Guid.NewGuid().ToString("N");

    /// <summary>Gets how many there are.</summary>
    public int Count => _meters.Count;

    public EncodeMeter Of(string version) => _meters.GetOrAdd(version, static (_, parts) => new EncodeMeter(parts.service, parts.time), (service, time));

    /// <summary>The version is served no more.</summary>
    public void Forget(string version) => _meters.TryRemove(version, out _);
}
