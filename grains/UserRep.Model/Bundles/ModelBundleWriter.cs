using System.Text.Json;
using UserRep.Model.Compatibility;
using UserRep.Model.Encoders;
using UserRep.Model.Items;

namespace UserRep.Model.Bundles;

/// <summary>
/// Writes a bundle's folder: the caller puts item table, encoder and report where the paths say, then commits.
/// Everything happens in a temporary sibling that is renamed at the end, so no half-written bundle is ever found;
/// disposing without a commit deletes it.
/// </summary>
public sealed class ModelBundleWriter : IDisposable
{
    private readonly string _target;
    private readonly string _temporary;
    private readonly TimeProvider _time;

    /// <summary>Begins a bundle.</summary>
    /// <param name="folder">The folder to write; it must not be there.</param>
    /// <param name="time">The clock that dates the bundle.</param>
    /// <exception cref="IOException">The folder exists, or cannot be written.</exception>
    public ModelBundleWriter(string folder, TimeProvider time)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(time);
        _time = time;
        _target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        RefuseExisting();
        _temporary = Directory.CreateDirectory($"{_target}.{Guid.NewGuid():N}.tmp").FullName;
    }

    /// <summary>Gets where the item table goes; see <see cref="ItemTableWriter"/>.</summary>
    public string ItemsPath => Path.Combine(_temporary, BundleFiles.Items);

    /// <summary>Gets where the ONNX model goes.</summary>
    public string EncoderPath => Path.Combine(_temporary, BundleFiles.Encoder);

    /// <summary>Gets the folder of the report; it exists once this is read.</summary>
    public string ReportFolder => Directory.CreateDirectory(Path.Combine(_temporary, BundleFiles.Report)).FullName;

    /// <summary>Writes the rest, opens the whole as a reader would, and gives it its name.</summary>
    /// <param name="info">What is known beside the files.</param>
    /// <returns>The manifest.</returns>
    /// <exception cref="BundleException">No reader would accept the bundle: a file is missing, or the parts do not fit.</exception>
    /// <exception cref="IOException">The bundle cannot be written.</exception>
    public BundleManifest Commit(BundleInfo info)
    {
        ArgumentNullException.ThrowIfNull(info);
        Write(BundleFiles.Spec, System.Text.Encoding.UTF8.GetBytes(info.Spec.ToJson()));
        Write(BundleFiles.Golden, JsonSerializer.SerializeToUtf8Bytes([.. info.Golden], BundleJson.Default.GoldenRowArray));
        foreach (CompatibilityMap map in info.Compatibility) Write(map);
        BundleManifest manifest = Describe(info);
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(manifest, BundleJson.Default.BundleManifest);
        Write(BundleFiles.Manifest, json);
        Write(BundleFiles.Seal, System.Text.Encoding.UTF8.GetBytes(BundleFolder.SealOf(json)));
        ModelBundle.Open(_temporary, new BundleOpenOptions { VerifyHashes = false }).Dispose();
        RefuseExisting();
        Directory.Move(_temporary, _target);
        return manifest;
    }

    /// <summary>Deletes what was not committed.</summary>
    public void Dispose()
    {
        if (Directory.Exists(_temporary)) Directory.Delete(_temporary, recursive: true);
    }

    private void RefuseExisting()
    {
        if (Path.Exists(_target)) throw new IOException($"'{Path.GetFileName(_target)}' exists; a bundle is never written over another.");
    }

    private void Write(string name, byte[] content) => File.WriteAllBytes(Path.Combine(_temporary, name), content);

    // A name that is none could lead out of the folder, so it is refused before there is a file of it.
    private void Write(CompatibilityMap map)
    {
        if (!VersionName.IsValid(map.Version))
        {
            throw new BundleException(BundleFiles.Manifest, $"It would map to '{map.Version}', which is not the name of a version.", "Name the version.");
        }

        Directory.CreateDirectory(Path.Combine(_temporary, BundleFiles.Compatibility));
        Write(BundleFiles.CompatibilityOf(map.Version), CompatibilityFile.ToBytes(map.Values));
    }

    private static CompatibilityEntry[]? Describe(IReadOnlyList<CompatibilityMap> maps) => maps.Count == 0
        ? null
        : [.. maps.Select(map => new CompatibilityEntry
        {
            Version = map.Version,
            Space = map.Space,
            Dimension = map.Dimension,
            File = BundleFiles.CompatibilityOf(map.Version),
            Method = map.Method,
            Fidelity = map.Fidelity,
        })];

    private BundleManifest Describe(BundleInfo info)
    {
        using ItemTable items = ItemTable.Open(ItemsPath, info.Spec.Modalities);
        using Encoder encoder = Encoder.Load(EncoderPath);
        return new BundleManifest
        {
            Format = BundleManifest.CurrentFormat,
            Version = info.Version,
            CreatedAt = _time.GetUtcNow(),
            FeatureLength = encoder.FeatureLength,
            Dimension = encoder.Dimension,
            Items = items.Count,
            Modalities = info.Spec.Modalities,
            TrainingCut = info.TrainingCut,
            Parent = info.Parent,
            Metrics = info.Metrics,
            Compatibility = Describe(info.Compatibility),
            Files = HashFiles(),
        };
    }

    private SortedDictionary<string, BundleFile> HashFiles()
    {
        SortedDictionary<string, BundleFile> files = new(StringComparer.Ordinal);
        foreach (string path in Directory.EnumerateFiles(_temporary, "*", SearchOption.AllDirectories))
        {
            string name = Path.GetRelativePath(_temporary, path).Replace(Path.DirectorySeparatorChar, '/');
            files.Add(name, new BundleFile(new FileInfo(path).Length, FlushAndHash(path)));
        }

        return files;
    }

    // The rename must not outlive the content: what it names is on the disk before.
    private static string FlushAndHash(string path)
    {
        using (FileStream stream = new(path, FileMode.Open, FileAccess.ReadWrite))
        {
            RandomAccess.FlushToDisk(stream.SafeFileHandle);
        }

        return BundleHash.OfFile(path);
    }
}
