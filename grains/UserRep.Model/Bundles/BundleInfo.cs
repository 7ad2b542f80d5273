using UserRep.Model.Compatibility;
using UserRep.Model.Features;

namespace UserRep.Model.Bundles;

/// <summary>What a writer knows of a bundle beside its files.</summary>
public sealed record BundleInfo
{
    /// <summary>Gets the name of the version; see <see cref="VersionName"/>.</summary>
    public required string Version { get; init; }

    /// <summary>Gets the feature spec.</summary>
    public required FeatureSpec Spec { get; init; }

    /// <summary>Gets feature rows with the vectors that the encoder gave for them in training; one at least.</summary>
    public required IReadOnlyList<GoldenRow> Golden { get; init; }

    /// <summary>Gets the moment whose past the model was trained on.</summary>
    public DateTimeOffset? TrainingCut { get; init; }

    /// <summary>Gets the version that this one was trained from.</summary>
    public string? Parent { get; init; }

    /// <summary>Gets figures of the training and evaluation by name; finite.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = new Dictionary<string, double>();

    /// <summary>Gets maps to the vectors of older versions, one a version.</summary>
    public IReadOnlyList<CompatibilityMap> Compatibility { get; init; } = [];
}
