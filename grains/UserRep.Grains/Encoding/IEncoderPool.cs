namespace UserRep.Grains.Encoding;

/// <summary>The way of a silo's users to the encoder of one version.</summary>
internal interface IEncoderPool
{
    /// <summary>Gets how many users wait for a call.</summary>
    int Waiting { get; }

    /// <summary>Computes a vector. The features must not change until it is there.</summary>
    /// <exception cref="EncoderBusyException">Too many wait already.</exception>
    Task<EncodedVector> EncodeAsync(EncodeRequest request);
}
