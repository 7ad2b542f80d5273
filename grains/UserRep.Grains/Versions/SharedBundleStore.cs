using System.Security.Cryptography;
using UserRep.EventLog.Postgres;
using UserRep.Model.Bundles;

namespace UserRep.Grains.Versions;

/// <summary>The bundles of a cluster, in its database. Each silo has those it serves in a folder, too, by their hash, from which they are mapped into memory.</summary>
internal sealed class SharedBundleStore : IBundleStore
{
    private const string Staging = ".staging";
    private const string Manifest = "manifest.json";

    private readonly PostgresBundles _bundles;
    private readonly string _folder;

    /// <param name="bundles">The database's.</param>
    /// <param name="folder">This silo's own folder.</param>
    public SharedBundleStore(PostgresBundles bundles, string folder)
    {
        _bundles = bundles;
        _folder = Directory.CreateDirectory(folder).FullName;
        if (Directory.Exists(StagingFolder))
        {
            // Left over by a silo that was killed.
            Directory.Delete(StagingFolder, recursive: true);
        }
    }

    private string StagingFolder => Path.Combine(_folder, Staging);

    public async Task<VersionSummary> ImportAsync(string path, Func<string, string?> spaceOf, DateTimeOffset now, CancellationToken cancellation)
    {
        using ModelBundle bundle = await Task.Run(() => BundleChecks.Open(path, Path.Combine(StagingFolder, "unpacked")), cancellation).ConfigureAwait(false);
        BundleChecks.RequireSpace(bundle, spaceOf(bundle.Version));

        // The manifest names every file with its hash.
        string hash = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(bundle.Folder, Manifest), cancellation).ConfigureAwait(false)));
        string kept = await _bundles.PutAsync(bundle.Version, hash, bundle.Folder, cancellation).ConfigureAwait(false);
        return kept == hash ? BundleChecks.Summary(bundle, now) : throw BundleChecks.NotTheSame(bundle);
    }

    public async Task<ModelBundle> OpenAsync(string version, CancellationToken cancellation)
    {
        string hash = await _bundles.HashOfAsync(version, cancellation).ConfigureAwait(false) ?? throw Missing(version);
        string folder = Path.Combine(_folder, hash);
        if (Directory.Exists(folder))
        {
            try
            {
                return await OpenFolderAsync(folder, cancellation).ConfigureAwait(false);
            }
            catch (BundleException)
            {
                // Damaged here: it is fetched again.
                Directory.Delete(folder, recursive: true);
            }
        }

        await FetchAsync(version, hash, folder, cancellation).ConfigureAwait(false);
        return await OpenFolderAsync(folder, cancellation).ConfigureAwait(false);
    }

    public async Task DeleteAsync(string version, CancellationToken cancellation)
    {
        await _bundles.DeleteAsync(version, cancellation).ConfigureAwait(false);
        await TidyAsync(cancellation).ConfigureAwait(false);
    }

    public Task<VersionSummary> WithoutDeletionsAsync(Func<Task<VersionSummary>> register, CancellationToken cancellation) =>
        _bundles.WithoutDeletionsAsync(register, cancellation);

    public Task AloneAsync(Func<Task> delete, CancellationToken cancellation) => _bundles.AloneAsync(
        async () =>
        {
            await delete().ConfigureAwait(false);
            return true;
        },
        cancellation);

    public async Task TidyAsync(CancellationToken cancellation)
    {
        // In this order: a bundle that comes meanwhile is among the hashes, or its folder is not among these.
        string[] folders = Directory.GetDirectories(_folder);
        IReadOnlyList<string> kept = await _bundles.HashesAsync(cancellation).ConfigureAwait(false);
        foreach (string folder in folders.Where(f => Path.GetFileName(f) is var name && name != Staging && !kept.Contains(name)))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Task<ModelBundle> OpenFolderAsync(string folder, CancellationToken cancellation) => Task.Run(() => ModelBundle.Open(folder), cancellation);

    private static InvalidDataException Missing(string version) => new($"the database has no bundle of {version}.");

    private async Task FetchAsync(string version, string hash, string folder, CancellationToken cancellation)
    {
        string staged = Directory.CreateDirectory(Path.Combine(StagingFolder, Guid.NewGuid().ToString("N"))).FullName;
        try
        {
            if (!await _bundles.FetchAsync(version, hash, staged, cancellation).ConfigureAwait(false))
            {
                throw Missing(version);
            }

            Directory.Move(staged, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            // Somebody else here fetched it as well.
        }
        finally
        {
            if (Directory.Exists(staged))
            {
                Directory.Delete(staged, recursive: true);
            }
        }
    }
}
