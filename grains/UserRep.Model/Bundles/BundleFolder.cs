namespace UserRep.Model.Bundles;

/// <summary>The files of a bundle in a folder: what the manifest says of them, and whether it is so.</summary>
internal sealed class BundleFolder
{
    private const long MaxJsonBytes = 64 << 20;
    private const string CopyAgain = "Copy the bundle again from where it was written.";

    private BundleFolder(string path, BundleManifest manifest) => (Location, Manifest) = (path, manifest);

    public string Location { get; }

    public BundleManifest Manifest { get; }

    public static BundleFolder Read(string path)
    {
        byte[] bytes = ReadSmall(path, BundleFiles.Manifest);
        string seal = System.Text.Encoding.UTF8.GetString(ReadSmall(path, BundleFiles.Seal));
        if (!string.Equals(seal, SealOf(bytes), StringComparison.Ordinal))
        {
            throw Refuse(BundleFiles.Manifest, $"Its SHA-256 is not the one in {BundleFiles.Seal}; one of the two was changed.");
        }

        return new BundleFolder(path, ManifestCheck.Read(bytes));
    }

    /// <summary>The files of a folder's report, listed or not.</summary>
    public static IEnumerable<string> ReportFiles(string path)
    {
        string report = Path.Combine(path, BundleFiles.Report);
        return Directory.Exists(report)
            ? Directory.EnumerateFiles(report, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(path, file).Replace(Path.DirectorySeparatorChar, '/')).Where(BundleFiles.IsReport)
            : [];
    }

    public static string SealOf(ReadOnlySpan<byte> manifest) => $"{BundleHash.OfBytes(manifest)}  {BundleFiles.Manifest}\n";

    public string PathOf(string name) => Path.Combine(Location, name);

    public byte[] ReadSmall(string name) => ReadSmall(Location, name);

    /// <summary>Refuses files that are missing, of another size or content, or not listed.</summary>
    public void Verify(bool hashes)
    {
        foreach ((string name, BundleFile listed) in Manifest.Files.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            VerifyFile(name, listed, hashes);
        }

        foreach (string entry in Directory.EnumerateFileSystemEntries(Location)) RefuseUnlisted(entry);
    }

    private static BundleException Refuse(string name, string reason) => new(name, reason, CopyAgain);

    private static byte[] ReadSmall(string folder, string name)
    {
        FileInfo file = new(Path.Combine(folder, name));
        if (!file.Exists) throw Refuse(name, "It is missing.");
        if (file.Length > MaxJsonBytes) throw Refuse(name, $"It has {file.Length} bytes; at most {MaxJsonBytes} are read.");
        return File.ReadAllBytes(file.FullName);
    }

    private void RefuseUnlisted(string entry)
    {
        string name = Path.GetRelativePath(Location, entry).Replace(Path.DirectorySeparatorChar, '/');
        if (name == BundleFiles.Report && Directory.Exists(entry)) return;
        if (name == BundleFiles.Compatibility && Directory.Exists(entry))
        {
            foreach (string file in Directory.EnumerateFileSystemEntries(entry)) RefuseUnlisted(file);
        }
        else if (!Manifest.Files.ContainsKey(name) && name is not (BundleFiles.Manifest or BundleFiles.Seal))
        {
            throw new BundleException(name, "The manifest does not list it.", $"Remove it, or put it into {BundleFiles.Report}/.");
        }
    }

    private void VerifyFile(string name, BundleFile listed, bool hashes)
    {
        FileInfo file = new(PathOf(name));
        if (!file.Exists) throw Refuse(name, "It is missing.");
        if (file.Length != listed.Size) throw Refuse(name, $"It has {file.Length} bytes; the manifest says {listed.Size}.");
        if (!hashes) return;
        string hash = BundleHash.OfFile(file.FullName);
        if (hash != listed.Sha256) throw Refuse(name, $"Its SHA-256 is {hash}; the manifest says {listed.Sha256}. It was changed or damaged.");
    }
}
