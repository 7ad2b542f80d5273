using System.Text;
using UserRep.Model.Bundles;

namespace UserRep.Tests.Model.Bundles;

/// <summary>Changes a bundle so that manifest, seal and hashes still agree with each other.</summary>
internal static class SealedManifest
{
    /// <summary>Replaces text of the manifest, which must be there.</summary>
    public static void Replace(string bundle, string old, string replacement)
    {
        string json = File.ReadAllText(Path.Combine(bundle, BundleFiles.Manifest));
        if (!json.Contains(old, StringComparison.Ordinal)) throw new ArgumentException($"The manifest has no {old}.", nameof(old));
        Write(bundle, json.Replace(old, replacement, StringComparison.Ordinal));
    }

    public static void Write(string bundle, string json)
    {
        File.WriteAllText(Path.Combine(bundle, BundleFiles.Manifest), json);
        File.WriteAllText(Path.Combine(bundle, BundleFiles.Seal), BundleFolder.SealOf(Encoding.UTF8.GetBytes(json)));
    }

    /// <summary>Gives a file another content, and the manifest its size and hash.</summary>
    public static void Relist(string bundle, string name, byte[] content)
    {
        string path = Path.Combine(bundle, name);
        BundleFile listed = BundleFolder.Read(bundle).Manifest.Files[name];
        File.WriteAllBytes(path, content);
        string json = File.ReadAllText(Path.Combine(bundle, BundleFiles.Manifest))
            .Replace(listed.Sha256, BundleHash.OfFile(path), StringComparison.Ordinal)
            .Replace($"\"size\": {listed.Size},", $"\"size\": {content.Length},", StringComparison.Ordinal);
        Write(bundle, json);
    }
}
