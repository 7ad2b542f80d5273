using UserRep.Grains.Encoding;
using UserRep.Grains.Features;
using UserRep.Model.Bundles;

namespace UserRep.Grains.Versions;

/// <summary>A version in this silo's memory, ready to be read.</summary>
internal sealed class ServedVersion(ModelBundle bundle, FeatureSpace space, MicroBatcher batcher, IEncoderGrain encoder) : IDisposable
{
    public string Version => bundle.Version;

    public string EmbeddingSpace => bundle.EmbeddingSpace;

    public int Dimension => bundle.Encoder.Dimension;

    public FeatureSpace Space => space;

    public MicroBatcher Batcher => batcher;

    /// <summary>Gets the way to the encoder, kept because to look it up costs.</summary>
    public IEncoderGrain Encoder => encoder;

    public void Dispose()
    {
        batcher.Dispose();
        bundle.Dispose();
    }
}
