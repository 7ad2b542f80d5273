using UserRep.Model.Encoders;

namespace UserRep.Model.Bundles;

/// <summary>How a bundle is opened.</summary>
public sealed class BundleOpenOptions
{
    /// <summary>Gets or sets whether every file is read and its SHA-256 compared.</summary>
    /// <value>True. False is for a local cache whose files were verified when they were put there: sizes, shapes and golden vectors
    /// are verified all the same.</value>
    public bool VerifyHashes { get; set; } = true;

    /// <summary>Gets or sets the folder in which a .zip is unpacked; what is unpacked goes when the bundle is disposed of or refused.</summary>
    /// <value>Null: the machine's folder for temporary files, which may be small, or memory.</value>
    public string? TemporaryFolder { get; set; }

    /// <summary>Gets or sets the most bytes that a .zip may extract to.</summary>
    /// <value>16 GiB.</value>
    public long MaxExtractedBytes { get; set; } = 16L << 30;

    /// <summary>Gets or sets the most files that a .zip may hold.</summary>
    /// <value>1,000.</value>
    public int MaxFiles { get; set; } = 1_000;

    /// <summary>Gets or sets how the encoder runs; null for its defaults.</summary>
    public EncoderOptions? Encoder { get; set; }
}
