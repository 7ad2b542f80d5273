using UserRep.Model.Bundles;
using UserRep.Model.Features;

namespace UserRep.Grains.Versions.Reports;

/// <summary>What a bundle says of itself.</summary>
/// <param name="Manifest">Where it comes from, and its figures.</param>
/// <param name="Spec">What it is told of a user.</param>
/// <param name="Space">The embedding space of its vectors, by which an evaluation says what it is of.</param>
/// <param name="Files">The files of its report that can be shown, by name, with their sizes in bytes.</param>
public sealed record ModelReport(BundleManifest Manifest, FeatureSpec Spec, string Space, IReadOnlyList<(string Name, long Bytes)> Files);
