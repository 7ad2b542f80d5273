namespace UserRep.Model.Bundles;

/// <summary>The files of a bundle, by name.</summary>
internal static class BundleFiles
{
    public const string Manifest = "manifest.json";

    /// <summary>The manifest's own SHA-256, in the form that <c>sha256sum -c</c> reads: the manifest cannot hold its own hash.</summary>
    public const string Seal = "manifest.sha256";

    public const string Spec = "spec.json";
    public const string Encoder = "encoder.onnx";
    public const string Items = "items.arrow";
    public const string Golden = "golden.json";
    public const string Report = "report";
    public const string Compatibility = "compatibility";

    private const string MapExtension = ".f32";

    /// <summary>The files that the manifest must list; beside them it may list maps to older versions and files of the report, and no others.</summary>
    public static readonly IReadOnlyList<string> Required = [Spec, Encoder, Items, Golden];

    /// <summary>Whether a name is that of a file of the report: plain names below <c>report/</c>, whatever the system.</summary>
    public static bool IsReport(string name)
        => name.Split('/') is [Report, _, ..] parts && Array.TrueForAll(parts, IsPlain);

    /// <summary>The file of the map to an older version.</summary>
    public static string CompatibilityOf(string version) => $"{Compatibility}/{version}{MapExtension}";

    /// <summary>Whether a name is that of the file of a map.</summary>
    public static bool IsCompatibility(string name)
        => name.Split('/') is [Compatibility, var file] && file.EndsWith(MapExtension, StringComparison.Ordinal) && VersionName.IsValid(file[..^MapExtension.Length]);

    public static bool IsListable(string name) => Required.Contains(name) || IsCompatibility(name) || IsReport(name);

    public static bool IsKnown(string name) => IsListable(name) || name is Manifest or Seal;

    // No parent folders, drives, streams or control characters: a name that is joined to a folder stays inside it.
    private static bool IsPlain(string part)
        => part is not ("" or "." or "..") && !part.AsSpan().ContainsAny(@"\:") && !part.Any(char.IsControl);
}
