using System.IO.Compression;

namespace UserRep.Model.Bundles;

/// <summary>Packs a bundle's folder into a .zip, and takes it out again without trusting it.</summary>
internal static class BundleZip
{
    // One date for all: the same bundle packs to the same bytes.
    private static readonly DateTimeOffset EntryTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static void Pack(string folder, IEnumerable<string> names, string zipPath)
    {
        string temporary = $"{zipPath}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (ZipArchive zip = ZipFile.Open(temporary, ZipArchiveMode.Create))
            {
                foreach (string name in names.Order(StringComparer.Ordinal))
                {
                    Add(zip, Path.Combine(folder, name), name);
                }
            }

            File.Move(temporary, zipPath, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    public static void Extract(string zipPath, string folder, BundleOpenOptions options)
    {
        string zipName = Path.GetFileName(zipPath);
        try
        {
            using ZipArchive zip = ZipFile.OpenRead(zipPath);
            ExtractAll(zip, zipName, folder, options);
        }
        catch (Exception error) when (error is InvalidDataException or IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new BundleException(zipName, error.Message, "Copy the .zip again from where it was packed.", error);
        }
    }

    private static void Add(ZipArchive zip, string path, string name)
    {
        ZipArchiveEntry entry = zip.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = EntryTime;
        using Stream target = entry.Open();
        using FileStream source = File.OpenRead(path);
        source.CopyTo(target);
    }

    private static void ExtractAll(ZipArchive zip, string zipName, string folder, BundleOpenOptions options)
    {
        if (zip.Entries.Count > options.MaxFiles)
        {
            throw new BundleException(zipName, $"It holds {zip.Entries.Count} files.", $"Pack at most {options.MaxFiles}, or raise MaxFiles.");
        }

        long left = options.MaxExtractedBytes;
        foreach (ZipArchiveEntry entry in zip.Entries.Where(e => !e.FullName.EndsWith('/')))
        {
            if (!BundleFiles.IsKnown(entry.FullName))
            {
                throw new BundleException(
                    zipName, $"It holds '{entry.FullName}', which is no file of a bundle.", "Pack the content of the bundle's folder, and nothing else.");
            }

            ExtractOne(entry, Path.Combine(folder, entry.FullName), ref left);
        }
    }

    // The length that an entry declares may be a lie; what counts is what comes out of it.
    private static void ExtractOne(ZipArchiveEntry entry, string path, ref long left)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using Stream source = entry.Open();
        using FileStream target = new(path, FileMode.CreateNew, FileAccess.Write);
        byte[] buffer = new byte[128 << 10];
        for (int read = source.Read(buffer); read > 0; read = source.Read(buffer))
        {
            left -= read;
            if (left < 0) throw new InvalidDataException("It extracts to more bytes than MaxExtractedBytes allows.");
            target.Write(buffer.AsSpan(0, read));
        }
    }
}
