using UserRep.Model.Bundles;

namespace UserRep.Grains.Versions;

/// <summary>The bundles of a silo that is alone: a folder each.</summary>
internal sealed class BundleStore : IBundleStore
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

    public Task<VersionSummary> ImportAsync(string path, Func<string, string?> spaceOf, DateTimeOffset now, CancellationToken cancellation) =>
        Task.Run(() => Import(path, spaceOf, now), cancellation);

    public Task<ModelBundle> OpenAsync(string version, CancellationToken cancellation) => Task.Run(() => ModelBundle.Open(FolderOf(version)), cancellation);

    public Task DeleteAsync(string version, CancellationToken cancellation) => Task.Run(
        () =>
        {
            if (Directory.Exists(FolderOf(version)))
            {
                Directory.Delete(FolderOf(version), recursive: true);
            }
        },
        cancellation);

    /// <summary>There is no other silo.</summary>
    public Task<VersionSummary> WithoutDeletionsAsync(Func<Task<VersionSummary>> register, CancellationToken cancellation) => register();

    /// <summary>There is no other silo.</summary>
    public Task AloneAsync(Func<Task> delete, CancellationToken cancellation) => delete();

    /// <summary>There is nothing beside the copies.</summary>
    public Task TidyAsync(CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>Checks a bundle and keeps a copy of it, in the place of one that is damaged.</summary>
    public VersionSummary Import(string path, Func<string, string?> spaceOf, DateTimeOffset now)
    {
        using ModelBundle bundle = BundleChecks.Open(path, Path.Combine(_folder, Staging, "unpacked"));
        string target = FolderOf(bundle.Version);
        string? kept = Directory.Exists(target) ? SpaceOf(target) : null;
        BundleChecks.RequireSpace(bundle, spaceOf(bundle.Version) ?? kept);
        if (kept is null)
        {
            Copy(bundle.Folder, target);
        }
        else if (!IsSame(bundle.Folder, target))
        {
            throw BundleChecks.NotTheSame(bundle);
        }

        return BundleChecks.Summary(bundle, now);
    }

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
}
