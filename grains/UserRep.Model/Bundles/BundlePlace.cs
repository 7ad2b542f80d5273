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
        return options.CacheFolder is null ? ExtractTemporary(path, options) : ExtractCached(path, options.CacheFolder, options);
    }

    public void Dispose()
    {
        if (IsTemporary) Directory.Delete(Folder, recursive: true);
    }

    private static BundlePlace ExtractTemporary(string zipPath, BundleOpenOptions options)
    {
        BundlePlace place = new(Directory.CreateTempSubdirectory("userrep-bundle-").FullName, true);
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

    // Named after its content, and renamed when whole: two processes that extract at once end with one folder, and no half one is ever found.
    private static BundlePlace ExtractCached(string zipPath, string cache, BundleOpenOptions options)
    {
        string folder = Path.Combine(cache, BundleHash.OfFile(zipPath));
        if (Directory.Exists(folder)) return new BundlePlace(folder, false);
        string temporary = Directory.CreateDirectory($"{folder}.{Guid.NewGuid():N}.tmp").FullName;
        try
        {
            BundleZip.Extract(zipPath, temporary, options);
            Directory.Move(temporary, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            Directory.Delete(temporary, recursive: true);
        }
        catch
        {
            Directory.Delete(temporary, recursive: true);
            throw;
        }

        return new BundlePlace(folder, false);
    }
}
