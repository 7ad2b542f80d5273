using Microsoft.Extensions.Logging;
using UserRep.Grains.Embeddings;
using UserRep.Grains.Encoding;
using UserRep.Grains.Features;
using UserRep.Grains.Versions.Lifecycle;
using UserRep.Grains.Versions.Routing;
using UserRep.Model.Bundles;

namespace UserRep.Grains.Versions;

/// <summary>
/// The versions this silo serves. Loading happens beside live traffic; readers see one immutable <see cref="ServingPlan"/> after another.
/// </summary>
internal sealed class VersionHost(
    IBundleStore store, IGrainFactory grains, EmbeddingTable table, ReadCounters counters, EncodeMeters meters, EncoderPoolOptions encoding, TimeProvider time, ILogger<VersionHost> logger) : IPlanSource, IDisposable
{
    private readonly SemaphoreSlim _following = new(1);
    private readonly List<ServedVersion> _leaving = [];
    private volatile ServingPlan _plan = ServingPlan.Empty;
    private long _revision = -1;

    public ServingPlan Plan => _plan;

    /// <summary>Loads what the catalogue has and drops what it has no more.</summary>
    /// <param name="catalog">The catalogue.</param>
    /// <param name="tryAgain">Whether to look again at versions that could not be loaded, though the catalogue has not changed.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task FollowAsync(CatalogState catalog, bool tryAgain, CancellationToken cancellation)
    {
        await _following.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (catalog.Revision > _revision || (tryAgain && catalog.Revision == _revision && _plan.Failures.Count > 0))
            {
                await Task.Run(() => FollowAsync(catalog, cancellation), cancellation).ConfigureAwait(false);
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
        foreach (ServedVersion version in last.Versions.Concat(_leaving))
        {
            version.Dispose();
        }

        _following.Dispose();
    }

    private async Task FollowAsync(CatalogState catalog, CancellationToken cancellation)
    {
        Dictionary<string, ServedVersion> versions = new(StringComparer.Ordinal);
        Dictionary<string, string> failures = new(StringComparer.Ordinal);
        try
        {
            foreach (VersionSummary summary in catalog.Versions.Where(v => VersionMoves.IsServed(v.State)))
            {
                if ((_plan.Find(summary.Version) ?? await LoadAsync(summary, versions.Values, failures, cancellation).ConfigureAwait(false)) is { } served)
                {
                    versions.Add(summary.Version, served);
                }
            }
        }
        catch
        {
            // One of them cannot be had now. Nothing of this is served, and all of it is tried again.
            foreach (ServedVersion loaded in versions.Values.Except(_plan.Versions))
            {
                loaded.Dispose();
            }

            throw;
        }

        foreach (VersionSummary summary in catalog.Versions.Where(v => versions.ContainsKey(v.Version)))
        {
            versions[summary.Version].Plan(ServingPlan.Renewed(summary), time.GetUtcNow().ToUnixTimeMilliseconds());
        }

        Serve(catalog, versions, failures);
    }

    private void Serve(CatalogState catalog, Dictionary<string, ServedVersion> versions, Dictionary<string, string> failures)
    {
        ServedVersion[] dropped = [.. _plan.Versions.Where(v => !versions.ContainsKey(v.Version))];
        if (catalog.Current?.Version is { } current && current != _plan.Current?.Version)
        {
            Log.VersionCurrent(logger, current);
        }

        _plan = new ServingPlan(catalog, versions, failures, counters);
        foreach (ServedVersion version in dropped)
        {
            version.StopEncoding();
            table.RemoveVersion(version.Version);
            meters.Forget(version.Version);
            counters.Forget(version.Version);
        }

        // The items of a bundle are those of every version of its feature space.
        _leaving.AddRange(dropped);
        foreach (ServedVersion version in _leaving.Where(v => !_plan.Spaces.Any(v.Lends)).ToArray())
        {
            version.Dispose();
            _leaving.Remove(version);
        }
    }

    private async Task<ServedVersion?> LoadAsync(
        VersionSummary summary, IEnumerable<ServedVersion> others, Dictionary<string, string> failures, CancellationToken cancellation)
    {
        ModelBundle? bundle = null;
        try
        {
            bundle = await store.OpenAsync(summary.Version, cancellation).ConfigureAwait(false);
            if (bundle.EmbeddingSpace != summary.Space)
            {
                throw new InvalidDataException($"its folder has another bundle, of space {bundle.EmbeddingSpace} and not {summary.Space}.");
            }

            FeatureSpace space = _plan.Versions.Concat(others).Select(v => v.Space).FirstOrDefault(s => s.Id == bundle.FeatureSpace)
                ?? new FeatureSpace(bundle.FeatureSpace, bundle.Spec, bundle.Items);
            MicroBatcher batcher = new(summary.Version, bundle.Encoder, encoding, meters.Of(summary.Version));
            Log.VersionServed(logger, summary.Version, bundle.Encoder.Dimension, bundle.Items.Count);
            EncoderPool pool = new(summary.Version, grains.GetGrain<IEncoderGrain>(summary.Version), encoding);
            return new ServedVersion(bundle, space, batcher, pool, counters.Of(string.Empty, summary.Version));
        }
        catch (Exception error) when (error is BundleException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            bundle?.Dispose();
            Log.VersionNotServed(logger, summary.Version, error);
            failures.Add(summary.Version, error.Message);
            return null;
        }
    }
}
