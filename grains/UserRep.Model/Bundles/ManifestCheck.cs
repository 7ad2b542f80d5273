using System.Text.Json;
using UserRep.Model.Compatibility;

namespace UserRep.Model.Bundles;

/// <summary>Reads a manifest and refuses one that contradicts itself.</summary>
internal static class ManifestCheck
{
    private const string WriteAgain = "Write the bundle again with a release that fits.";

    public static BundleManifest Read(ReadOnlySpan<byte> json)
    {
        try
        {
            BundleManifest manifest = JsonSerializer.Deserialize(json, BundleJson.Default.BundleManifest) ?? throw new JsonException("It is null.");
            return Mistake(manifest) is { } mistake ? throw new BundleException(BundleFiles.Manifest, mistake, WriteAgain) : manifest;
        }
        catch (JsonException error)
        {
            throw new BundleException(BundleFiles.Manifest, $"It is not a manifest: {error.Message}", WriteAgain, error);
        }
    }

    private static string? Mistake(BundleManifest manifest)
    {
        if (manifest.Format != BundleManifest.CurrentFormat) return $"Its format is {manifest.Format}; format {BundleManifest.CurrentFormat} is read here.";
        if (!VersionName.IsValid(manifest.Version)) return "Its version is not letters, digits, '.', '_' and '-', 64 at most, a letter or digit first.";
        if (manifest.Parent is not null && !VersionName.IsValid(manifest.Parent)) return "Its parent is not the name of a version.";
        if (manifest.FeatureLength <= 0 || manifest.Dimension <= 0 || manifest.Items < 0) return "Its dimensions are not positive.";
        if (BundleFiles.Required.FirstOrDefault(f => !manifest.Files.ContainsKey(f)) is { } missing) return $"It does not list {missing}.";
        return manifest.Files.Select(f => Mistake(f.Key, f.Value)).FirstOrDefault(m => m is not null) ?? CompatibilityCheck.Mistake(manifest);
    }

    private static string? Mistake(string name, BundleFile? file)
    {
        if (!BundleFiles.IsListable(name)) return $"It lists '{name}', which is no file of a bundle.";
        return file is { Size: >= 0 } && BundleHash.IsHash(file.Sha256) ? null : $"It has no size or SHA-256 for {name}.";
    }
}
