using System.Globalization;
using UserRep.Model.Bundles;
using UserRep.Model.Features;
using UserRep.Training.Compatibility;

namespace UserRep.Training.Inspect;

/// <summary>What is inside a bundle, in words.</summary>
internal static class BundleWords
{
    private const string ReportFolder = "report/";

    public static string Describe(BundleDescription bundle, FeatureSpec spec)
    {
        string[] report = [.. bundle.Files.Keys.Where(name => name.StartsWith(ReportFolder, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        string[] lines =
        [
            $"{bundle.Version}",
            $"  created       {Time(bundle.CreatedAt)}",
            $"  learned from  {(bundle.TrainingCut is { } cut ? $"events up to {Time(cut)}" : "events up to a moment that is not stated")}",
            $"  follows       {bundle.Parent ?? "no other version"}",
            $"  spaces        features {bundle.FeatureSpace}, embeddings {bundle.EmbeddingSpace}",
            $"features: {bundle.Features} numbers, spec {spec.Name}",
            .. SpecWords.Lines(spec).Select(line => $"  {line}"),
            $"items: {bundle.Items:N0}",
            .. spec.Modalities.Select(m => $"  {m.Name,-12}  {bundle.ItemsPerModality[m.Name]:N0} vectors of {m.Dimension} numbers"),
            $"encoder: {bundle.Features} → {bundle.Dimension} numbers, {Size(bundle.Files["encoder.onnx"])}",
            $"  golden check  passed: {bundle.GoldenRows} rows reproduced",
            bundle.Metrics.Count == 0 ? "metrics: none" : "metrics:",
            .. bundle.Metrics.OrderBy(metric => metric.Key, StringComparer.Ordinal).Select(metric => $"  {metric.Key,-28}  {Number(metric.Value)}"),
            bundle.Compatibility.Count == 0 ? "compatible: with no other version" : "compatible:",
            .. bundle.Compatibility.Select(entry => $"  {CompatibilityWords.Of(entry)}"),
            report.Length == 0 ? "report: none" : $"report: {string.Join(", ", report.Select(name => name[ReportFolder.Length..]))}",
        ];
        return string.Join(Environment.NewLine, lines);
    }

    private static string Time(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    private static string Size(BundleFile file) => file.Size < 1 << 20 ? $"{file.Size / 1024.0:N0} KB" : $"{file.Size / (double)(1 << 20):N1} MB";

    private static string Number(double value) => value.ToString(value == Math.Floor(value) ? "N0" : "0.####", CultureInfo.InvariantCulture);
}
