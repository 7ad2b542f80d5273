using System.Text.Json;
using UserRep.Model.Bundles;
using UserRep.Model.Compatibility;

namespace UserRep.Training.Inspect;

/// <summary>What is inside a bundle, as <c>inspect --json</c> prints it.</summary>
internal sealed record BundleDescription(
    string Version,
    DateTimeOffset CreatedAt,
    DateTimeOffset? TrainingCut,
    string? Parent,
    string FeatureSpace,
    string EmbeddingSpace,
    JsonElement Spec,
    int Features,
    int Dimension,
    int Items,
    IReadOnlyDictionary<string, int> ItemsPerModality,
    int GoldenRows,
    IReadOnlyDictionary<string, double> Metrics,
    IReadOnlyList<CompatibilityEntry> Compatibility,
    IReadOnlyDictionary<string, BundleFile> Files)
{
    /// <summary>Describes an open bundle; opening it has verified hashes, shapes and golden rows.</summary>
    public static BundleDescription Of(ModelBundle bundle, CancellationToken cancellation) => new(
        bundle.Version,
        bundle.Manifest.CreatedAt,
        bundle.Manifest.TrainingCut,
        bundle.Manifest.Parent,
        bundle.FeatureSpace,
        bundle.EmbeddingSpace,
        JsonElement.Parse(bundle.Spec.ToJson()),
        bundle.Manifest.FeatureLength,
        bundle.Manifest.Dimension,
        bundle.Items.Count,
        CountItems(bundle, cancellation),
        bundle.Golden.Count,
        bundle.Manifest.Metrics,
        bundle.Manifest.Compatibility ?? [],
        bundle.Manifest.Files);

    private static Dictionary<string, int> CountItems(ModelBundle bundle, CancellationToken cancellation)
    {
        int[] counts = new int[bundle.Spec.Modalities.Count];
        for (int row = 0; row < bundle.Items.Count; row++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (int m = 0; m < counts.Length; m++) counts[m] += bundle.Items.Vector(row, m).IsEmpty ? 0 : 1;
        }

        return bundle.Spec.Modalities.Select((modality, m) => (modality.Name, counts[m])).ToDictionary();
    }
}
