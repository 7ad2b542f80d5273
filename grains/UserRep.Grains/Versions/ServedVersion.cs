using UserRep.Grains.Encoding;
using UserRep.Grains.Features;
using UserRep.Grains.Versions.Routing;
using UserRep.Model.Bundles;
using UserRep.Model.Compatibility;

namespace UserRep.Grains.Versions;

/// <summary>A version in this silo's memory, ready to be read.</summary>
internal sealed class ServedVersion(ModelBundle bundle, FeatureSpace space, MicroBatcher batcher, IEncoderPool encoder, ReadCounter reads) : IDisposable
{
    private volatile UserShare _planned = UserShare.None;
    private volatile UserShare? _warming;
    private long _plannedSinceMs;

    public string Version => bundle.Version;

    public string EmbeddingSpace => bundle.EmbeddingSpace;

    public int Dimension => bundle.Encoder.Dimension;

    public FeatureSpace Space => space;

    public MicroBatcher Batcher => batcher;

    /// <summary>Gets the ways from its vectors to those of older versions.</summary>
    public IReadOnlyList<CompatibilityMap> Compatibility => bundle.Compatibility;

    /// <summary>Gets what counts the reads that name it, or no version and no consumer.</summary>
    public ReadCounter Reads => reads;

    /// <summary>Gets whose vectors are kept up to date as events come; those of others are computed when somebody asks.</summary>
    public UserShare Renewed => _warming ?? _planned;

    /// <summary>Gets those of them whom the plan says.</summary>
    public UserShare Planned => _planned;

    /// <summary>Gets since when that is so, in milliseconds since 1970 UTC: what was computed before may be behind, and nobody at it.</summary>
    public long PlannedSinceMs => Volatile.Read(ref _plannedSinceMs);

    /// <summary>Gets or sets whose vectors are kept up to date already, since it is about to be served to them; null while it is about to nothing.</summary>
    public UserShare? Warming
    {
        get => _warming;
        set => _warming = value;
    }

    /// <summary>Keeps up to date whose vectors the plan says. When that changes, it is no longer about to.</summary>
    public void Plan(UserShare share, long nowMs)
    {
        if (share.Percent != _planned.Percent)
        {
            Volatile.Write(ref _plannedSinceMs, nowMs);
            _planned = share;
            _warming = null;
        }
    }

    /// <summary>Gets the way of this silo's users to the encoder.</summary>
    public IEncoderPool Encoder => encoder;

    /// <summary>Whether the space of another version looks its items up in this one's bundle.</summary>
    public bool Lends(FeatureSpace other) => other.Uses(bundle.Items);

    /// <summary>Computes no vector any more; what other versions use of the bundle stays.</summary>
    public void StopEncoding()
    {
        batcher.Dispose();
        bundle.Encoder.Dispose();
    }

    public void Dispose()
    {
        StopEncoding();
        bundle.Dispose();
    }
}
