using UserRep.Model.Compatibility;
using UserRep.Model.Features;

namespace UserRep.Model.Bundles;

/// <summary>What a bundle says of itself: <c>manifest.json</c>.</summary>
public sealed record BundleManifest
{
    /// <summary>The format that this code writes and reads.</summary>
    public const int CurrentFormat = 1;

    /// <summary>Gets the format of the bundle.</summary>
    public required int Format { get; init; }

    /// <summary>Gets the name of the version; see <see cref="VersionName"/>.</summary>
    public required string Version { get; init; }

    /// <summary>Gets when the bundle was written.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Gets F, the numbers of a feature row.</summary>
    public required int FeatureLength { get; init; }

    /// <summary>Gets D, the numbers of a vector.</summary>
    public required int Dimension { get; init; }

    /// <summary>Gets the number of items.</summary>
    public required int Items { get; init; }

    /// <summary>Gets the modalities of the item table.</summary>
    public required IReadOnlyList<ModalitySpec> Modalities { get; init; }

    /// <summary>Gets the moment whose past the model was trained on; null if it is not known.</summary>
    public DateTimeOffset? TrainingCut { get; init; }

    /// <summary>Gets the version that this one was trained from; null for none.</summary>
    public string? Parent { get; init; }

    /// <summary>Gets figures of the training and evaluation by name.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = new Dictionary<string, double>();

    /// <summary>Gets the maps to the vectors of older versions; null for none.</summary>
    public IReadOnlyList<CompatibilityEntry>? Compatibility { get; init; }

    /// <summary>Gets size and hash of every file but the manifest and its seal, by name with <c>/</c> between folders.</summary>
    public required IReadOnlyDictionary<string, BundleFile> Files { get; init; }
}
