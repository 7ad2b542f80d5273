using System.Collections.Concurrent;
using UserRep.Grains.Errors;
using UserRep.Model.Bundles;

namespace UserRep.Grains.Versions.Reports;

/// <summary>
/// Reads reports from the copies of bundles. What a copy says of itself does not change, so it is opened once; the files are read when somebody asks. Names
/// of files come from the folder, never from whoever asks.
/// </summary>
internal sealed class ModelReports(IBundleStore bundles, IVersionRegistry versions) : IModelReports, IDisposable
{
    private const long MaxFileBytes = 16 << 20;
    private const int MaxFiles = 200;
    private const string ReportFolder = "report";
    private const string Manifest = "manifest.json";
    private const int MaxKept = 100;

    private readonly ConcurrentDictionary<string, Kept> _kept = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _one = new(1);

    public async Task<ModelReport> ReadAsync(string version, CancellationToken cancellation) => (await KeptAsync(version, cancellation).ConfigureAwait(false)).Report;

    public async Task<byte[]?> FileAsync(string version, string name, CancellationToken cancellation)
    {
        Kept kept = await KeptAsync(version, cancellation).ConfigureAwait(false);
        if (!kept.Report.Files.Any(f => f.Name == name))
        {
            return null;
        }

        try
        {
            return await File.ReadAllBytesAsync(Path.Combine(kept.Folder, ReportFolder, name), cancellation).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // The copy has gone since, with its version.
            _kept.TryRemove(version, out _);
            return null;
        }
    }

    public void Dispose() => _one.Dispose();

    /// <summary>When a copy was made; long ago for one that is gone.</summary>
    private static DateTime WrittenAt(string folder) => File.GetLastWriteTimeUtc(Path.Combine(folder, Manifest));

    private static IEnumerable<(string Name, long Bytes)> FilesOf(string folder)
    {
        DirectoryInfo report = new(Path.Combine(folder, ReportFolder));
        return report.Exists
            ? report.EnumerateFiles().Where(f => f.LinkTarget is null && f.Length <= MaxFileBytes).Select(f => (f.Name, f.Length)).OrderBy(f => f.Name, StringComparer.Ordinal).Take(MaxFiles)
            : [];
    }

    private async Task<Kept> KeptAsync(string version, CancellationToken cancellation)
    {
        if (Find(version) is { } known)
        {
            return known;
        }

        if ((await versions.ListAsync(cancellation).ConfigureAwait(false)).All(v => v.Version != version))
        {
            throw new UserRepException(ServiceError.VersionNotFound, $"There is no version \"{version}\".");
        }

        // One at a time: a bundle is large.
        await _one.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            // A page asks for all its pictures at once.
            if (Find(version) is { } meanwhile)
            {
                return meanwhile;
            }

            using ModelBundle bundle = await bundles.OpenAsync(version, cancellation).ConfigureAwait(false);
            return Keep(version, new Kept(bundle.Folder, WrittenAt(bundle.Folder), new ModelReport(bundle.Manifest, bundle.Spec, bundle.EmbeddingSpace, [.. FilesOf(bundle.Folder)])));
        }
        catch (Exception error) when (error is BundleException or InvalidDataException or IOException)
        {
            throw new UserRepException(ServiceError.VersionNotFound, $"The bundle of \"{version}\" cannot be read here: {error.Message} That of a version that is retired is kept no more; register it again to see its report.", inner: error);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>What is known of the copy that is there now: one that was deleted may have come again, with another report.</summary>
    private Kept? Find(string version) => _kept.TryGetValue(version, out Kept? kept) && kept.WrittenAt == WrittenAt(kept.Folder) ? kept : null;

    private Kept Keep(string version, Kept kept)
    {
        if (_kept.Count >= MaxKept)
        {
            _kept.Clear();
        }

        return _kept[version] = kept;
    }

    private sealed record Kept(string Folder, DateTime WrittenAt, ModelReport Report);
}
