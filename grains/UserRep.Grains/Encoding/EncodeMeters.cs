using System.Collections.Concurrent;

namespace UserRep.Grains.Encoding;

/// <summary>The meters of this silo, by version. A version that is loaded again goes on with its meter: counts never shrink.</summary>
internal sealed class EncodeMeters(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, EncodeMeter> _meters = new(StringComparer.Ordinal);

    /// <summary>Gets the name of this life of the silo: one that starts again counts anew.</summary>
    public string Life { get; } = Guid.NewGuid().ToString("N");

    public EncodeMeter Of(string version) => _meters.GetOrAdd(version, static (_, clock) => new EncodeMeter(clock), time);
}
