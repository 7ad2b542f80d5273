namespace UserRep.Training.Train;

/// <summary>What turns features into the user vector.</summary>
internal enum EncoderKind
{
    /// <summary>The encoder of a denoising autoencoder.</summary>
    Autoencoder,

    /// <summary>Principal components: linear, trained in seconds, the fallback.</summary>
    Pca,
}
