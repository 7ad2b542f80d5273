namespace UserRep.Grains.Encoding;

/// <summary>Computes vectors of one version; the key is its name. Every silo has its own.</summary>
[Alias("userrep.encoder")]
internal interface IEncoderGrain : IGrainWithStringKey
{
    /// <exception cref="EncoderBusyException">The queue is full.</exception>
    [Alias("encode")]
    Task<EncodedVector> EncodeAsync(EncodeRequest request);
}
