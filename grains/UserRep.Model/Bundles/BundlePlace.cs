namespace UserRep.Model.Bundles;

/// <summary>The folder that a bundle is read from, and whether it goes away with it.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="IsTemporary">Whether it was made for this bundle and is deleted with it.</param>
internal sealed record BundlePlace(string Folder, bool IsTemporary) : IDisposable
{
    public static BundlePlace Find(string path, BundleOpenOptions options)
    {
        if (Directory.Exists(path)) return new BundlePlace(path, false);
        if (!File.Exists(path)) throw new BundleException(Path.GetFileName(path), "There is nothing of that name.", "Give a bundle's folder or .zip.");
        return Extract(path, options);
    }

    public void Dispose()
    {
        if (IsTemporary) Directory.Delete(Folder, recursive: true);
    }

    private static BundlePlace Extract(string zipPath, BundleOpenOptions options)
    {
        BundlePlace place = new(NewFolder(options.TemporaryFolder), true);
        try
        {
            BundleZip.Extract(zipPath, place.Folder, options);
            return place;
        }
        catch
        {
            place.Dispose();
            throw;
        }
    }

    private static string NewFolder(string? parent) => parent is null
        ? Directory.CreateTempSubdirectory("userrep-bundle-").FullName
        : Directory.CreateDirectory(Path.Combine(parent, Guid.NewGuid().ToString("N"))).FullName;
}
