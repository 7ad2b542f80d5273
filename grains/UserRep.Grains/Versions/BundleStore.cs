using UserRep.Grains.Errors;
using UserRep.Model.Bundles;

namespace UserRep.Grains.Versions;

/// <summary>The service's own copies of bundles, a folder each. A copy is complete or not there.</summary>
internal sealed class BundleStore
{
    private const string Staging = ".staging";
    private const string Manifest = "manifest.json";

    private readonly string _folder;

    public BundleStore(string folder)
    {
        _folder = Directory.CreateDirectory(folder).FullName;
        string staging = Path.Combine(_folder, Staging);
        if (Directory.Exists(staging))
        {
            // Left over by a copy that did not come to its end.
            Directory.Delete(staging, recursive: true);
        }
    }

    public string FolderOf(string version) => Path.Combine(_folder, version);

    /// <summary>Checks a bundle wholly and keeps a copy of it, in the place of one that is damaged.</summary>
    /// <param name="path">A bundle's folder or .zip.</param>
    /// <param name="spaceOf">From the name of a version to the embedding space it is registered with; null for one that is not.</param>
    /// <param name="now">The moment.</param>
    /// <returns>What it is.</returns>
    /// <exception cref="UserRepException">It is refused, or another bundle has its name.</exception>
    public VersionSummary Import(string path, Func<string, string?> spaceOf, DateTimeOffset now)
    {
        try
        {
            using ModelBundle bundle = ModelBundle.Open(path, new BundleOpenOptions { CacheFolder = Path.Combine(_folder, Staging, "unpacked") });
            string target = FolderOf(bundle.Version);
            string? registered = spaceOf(bundle.Version);
            string? kept = Directory.Exists(target) ? SpaceOf(target) : null;
            if ((registered ?? kept ?? bundle.EmbeddingSpace) != bundle.EmbeddingSpace)
            {
                throw new UserRepException(ServiceError.Conflict, $"There is another bundle named \"{bundle.Version}\" already. Give the new one a name of its own.");
            }

            if (kept is null)
            {
                Copy(bundle.Folder, target);
            }
            else if (!IsSame(bundle.Folder, target))
            {
                throw new UserRepException(ServiceError.Conflict, $"There is another bundle named \"{bundle.Version}\" already, of the same features and encoder. Give the new one a name of its own.");
            }

            return Summary(bundle, now);
        }
        catch (BundleException error)
        {
            throw new UserRepException(ServiceError.BundleRefused, $"The bundle is refused: {error.Message}", inner: error);
        }
    }

    /// <summary>Removes the copy of a version that is retired.</summary>
    public void Delete(string version)
    {
        if (Directory.Exists(FolderOf(version)))
        {
            Directory.Delete(FolderOf(version), recursive: true);
        }
    }

    public ModelBundle Open(string version) => ModelBundle.Open(FolderOf(version));

    /// <summary>The embedding space of a copy that is whole; null if it is damaged.</summary>
    private static string? SpaceOf(string folder)
    {
        try
        {
            using ModelBundle bundle = ModelBundle.Open(folder);
            return bundle.EmbeddingSpace;
        }
        catch (BundleException)
        {
            return null;
        }
    }

    /// <summary>Whether two bundles have the same manifest, which names every file with its hash.</summary>
    private static bool IsSame(string one, string other) =>
        File.ReadAllBytes(Path.Combine(one, Manifest)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(other, Manifest)));

    private void Copy(string source, string target)
    {
        string staged = Path.Combine(_folder, Staging, Guid.NewGuid().ToString("N"));
        foreach (string file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(staged, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            using FileStream from = File.OpenRead(file);
            using FileStream to = new(copy, FileMode.CreateNew, FileAccess.Write);
            from.CopyTo(to);
            to.Flush(flushToDisk: true);
        }

        if (Directory.Exists(target))
        {
            Directory.Delete(target, recursive: true);
        }

        Directory.Move(staged, target);
    }

    private static VersionSummary Summary(ModelBundle bundle, DateTimeOffset now) => new()
    {
        Version = bundle.Version,
        State = VersionState.Validated,
        Space = bundle.EmbeddingSpace,
        FeatureSpace = bundle.FeatureSpace,
        Dimension = bundle.Encoder.Dimension,
        Items = bundle.Items.Count,
        CreatedAt = bundle.Manifest.CreatedAt,
        RegisteredAt = now,
        TrainingCut = bundle.Manifest.TrainingCut,
        Parent = bundle.Manifest.Parent,
        EventTypes = [.. bundle.Spec.EventTypes.Select(t => t.Name), bundle.Spec.ProfileEventType],
    };
}
