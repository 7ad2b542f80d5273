using Microsoft.Extensions.Logging;
using UserRep.Grains.Embeddings;
using UserRep.Grains.Encoding;
using UserRep.Grains.Features;
using UserRep.Model.Bundles;

namespace UserRep.Grains.Versions;

/// <summary>
/// The versions this silo serves. Loading happens beside live traffic; readers see one immutable <see cref="ServingPlan"/> after another.
/// </summary>
internal sealed class VersionHost(
    BundleStore store, IGrainFactory grains, EmbeddingTable table, EncoderPoolOptions encoding, ILogger<VersionHost> logger) : IDisposable
{
    private readonly SemaphoreSlim _following = new(1);
    private readonly Dictionary<string, string> _failures = new(StringComparer.Ordinal);
    private volatile ServingPlan _plan = ServingPlan.Empty;
    private long _revision = -1;

    public ServingPlan Plan => _plan;

    /// <summary>Why a version cannot be served here; null if it can.</summary>
    public string? FailureOf(string version)
    {
        lock (_failures)
        {
            return _failures.GetValueOrDefault(version);
        }
    }

    /// <summary>Loads what the catalogue has and drops what it has no more.</summary>
    public async Task FollowAsync(CatalogState catalog, CancellationToken cancellation)
    {
        await _following.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (catalog.Revision > _revision)
            {
                await Task.Run(() => Follow(catalog), cancellation).ConfigureAwait(false);
                _revision = catalog.Revision;
            }
        }
        finally
        {
            _following.Release();
        }
    }

    public void Dispose()
    {
        ServingPlan last = _plan;
        _plan = ServingPlan.Empty;
        foreach (ServedVersion version in last.Versions)
        {
            version.Dispose();
        }

        _following.Dispose();
    }

    private void Follow(CatalogState catalog)
    {
        Dictionary<string, ServedVersion> versions = new(StringComparer.Ordinal);
        foreach (VersionSummary summary in catalog.Versions)
        {
            if ((_plan.Find(summary.Version) ?? Load(summary.Version, versions.Values)) is { } served)
            {
                versions.Add(summary.Version, served);
            }
        }

        ServedVersion[] dropped = [.. _plan.Versions.Where(v => !versions.ContainsKey(v.Version))];
        if (catalog.Current is { } current && current != _plan.Current?.Version)
        {
            Log.VersionCurrent(logger, current);
        }

        _plan = new ServingPlan(versions, catalog.Current);
        foreach (ServedVersion version in dropped)
        {
            table.RemoveVersion(version.Version);
            version.Dispose();
        }
    }

    private ServedVersion? Load(string version, IEnumerable<ServedVersion> others)
    {
        try
        {
            ModelBundle bundle = store.Open(version);
            FeatureSpace space = _plan.Versions.Concat(others).Select(v => v.Space).FirstOrDefault(s => s.Id == bundle.FeatureSpace)
                ?? new FeatureSpace(bundle.FeatureSpace, bundle.Spec, bundle.Items);
            MicroBatcher batcher = new(version, bundle.Encoder, encoding);
            Log.VersionServed(logger, version, bundle.Encoder.Dimension, bundle.Items.Count);
            lock (_failures)
            {
                _failures.Remove(version);
            }

            return new ServedVersion(bundle, space, batcher, grains.GetGrain<IEncoderGrain>(version));
        }
        catch (Exception error) when (error is BundleException or IOException or UnauthorizedAccessException)
        {
            Log.VersionNotServed(logger, version, error);
            lock (_failures)
            {
                _failures[version] = error.Message;
            }

            return null;
        }
    }
}
