namespace UserRep.Model.Bundles;

/// <summary>What the manifest says of a file.</summary>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">SHA-256 of its content, 64 lower-case hexadecimal digits.</param>
public sealed record BundleFile(long Size, string Sha256);
