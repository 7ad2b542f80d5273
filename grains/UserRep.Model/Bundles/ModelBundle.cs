using UserRep.Model.Compatibility;
using UserRep.Model.Encoders;
using UserRep.Model.Features;
using UserRep.Model.Items;

namespace UserRep.Model.Bundles;

/// <summary>
/// A model version as it travels: feature spec, item table and encoder, verified to belong together. A folder, or its .zip:
/// <c>manifest.json</c> with its seal <c>manifest.sha256</c>, <c>spec.json</c>, <c>items.arrow</c>, <c>encoder.onnx</c>,
/// <c>golden.json</c> and, if wanted, <c>compatibility/</c> and <c>report/</c>.
/// </summary>
public sealed class ModelBundle : IDisposable
{
    private readonly BundlePlace _place;
    private int _isDisposed;

    internal ModelBundle(BundlePlace place, BundleManifest manifest, FeatureSpec spec, ItemTable items, Encoder encoder, IReadOnlyList<GoldenRow> golden)
    {
        (_place, Manifest, Spec, Items, Encoder, Golden) = (place, manifest, spec, items, encoder, golden);
        FeatureSpace = BundleHash.OfParts(spec.ToJson(), manifest.Files[BundleFiles.Items].Sha256);
        EmbeddingSpace = BundleHash.OfParts(FeatureSpace, manifest.Files[BundleFiles.Encoder].Sha256);
    }

    /// <summary>Gets the name of the version.</summary>
    public string Version => Manifest.Version;

    /// <summary>Gets the folder that the bundle is read from.</summary>
    public string Folder => _place.Folder;

    /// <summary>Gets what the bundle says of itself.</summary>
    public BundleManifest Manifest { get; }

    /// <summary>Gets the feature spec.</summary>
    public FeatureSpec Spec { get; }

    /// <summary>Gets the item table; its modalities are in the order of the spec.</summary>
    public ItemTable Items { get; }

    /// <summary>Gets the encoder.</summary>
    public Encoder Encoder { get; }

    /// <summary>Gets the golden rows, which the encoder reproduced when the bundle was opened.</summary>
    public IReadOnlyList<GoldenRow> Golden { get; }

    /// <summary>Gets the maps to the vectors of older versions; none for most bundles. They are no part of the spaces' fingerprints.</summary>
    public IReadOnlyList<CompatibilityMap> Compatibility { get; internal init; } = [];

    /// <summary>Gets the fingerprint of spec and item table: bundles that share it share users' accumulated state. 16 hexadecimal digits.</summary>
    public string FeatureSpace { get; }

    /// <summary>Gets the fingerprint of feature space and encoder: vectors of different embedding spaces must never be compared. 16 hexadecimal digits.</summary>
    public string EmbeddingSpace { get; }

    /// <summary>
    /// Opens a bundle and verifies it: every listed file there, of its size and SHA-256, no other file outside <c>report/</c>,
    /// the spec valid, the item table of its modalities, the encoder of its shape, the golden vectors reproduced to 1e-4 of their size,
    /// the maps to older versions finite and of their shape.
    /// </summary>
    /// <param name="path">The bundle's folder or .zip.</param>
    /// <param name="options">How to open it; null for the defaults.</param>
    /// <returns>The bundle; the caller disposes it.</returns>
    /// <exception cref="BundleException">The bundle is refused; nothing of it stays open.</exception>
    public static ModelBundle Open(string path, BundleOpenOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return BundleReader.Open(Path.GetFullPath(path), options ?? new BundleOpenOptions());
    }

    /// <summary>Packs the bundle's folder into a .zip, with what has come to its report since; the same folder gives the same bytes.</summary>
    /// <param name="zipPath">The file; one that is there is replaced.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Pack(string zipPath)
        => BundleZip.Pack(Folder, [.. new[] { BundleFiles.Manifest, BundleFiles.Seal }.Concat(Manifest.Files.Keys).Union(BundleFolder.ReportFiles(Folder))], zipPath);

    /// <summary>Closes encoder and item table; deletes the folder if a .zip was extracted to a temporary one.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0) return;
        Encoder.Dispose();
        Items.Dispose();
        _place.Dispose();
    }
}
