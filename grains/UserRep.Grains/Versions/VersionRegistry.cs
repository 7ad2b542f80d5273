using UserRep.Grains.Errors;
using UserRep.Grains.Silos;
using UserRep.Grains.Versions.Lifecycle;
using UserRep.Model.Bundles;

namespace UserRep.Grains.Versions;

/// <summary>Registers, lists and moves versions, on any silo.</summary>
internal sealed class VersionRegistry(
    IBundleStore store, VersionHost host, AllSilos silos, ClusterServing serving, ClusterWarming warming, CatalogSync sync, HistoryReader history, VersionOptions options, TimeProvider time) : IVersionRegistry, IDisposable
{
    private const string AtOnce = "made current at once";
    private const string MadeCurrent = "made current";

    /// <summary>
    /// Held while a bundle comes or goes: what is registered meanwhile must find its files, and what is deleted must not be registered. The store
    /// keeps other silos to the same; here it also bounds the connections that takes.
    /// </summary>
    private readonly SemaphoreSlim _files = new(1);

    public void Dispose() => _files.Dispose();

    public async Task<VersionSummary> RegisterAsync(string bundlePath, string actor, CancellationToken cancellation)
    {
        VersionSummary registered;
        await _files.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            registered = await store.WithoutDeletionsAsync(ImportAsync, cancellation).ConfigureAwait(false);
        }
        finally
        {
            _files.Release();
        }

        await sync.TryAgainAsync(cancellation).ConfigureAwait(false);
        await silos.TellAsync(silo => silo.TryAgainAsync(), options.InForceTimeout, cancellation).ConfigureAwait(false);
        await sync.InForceAsync(cancellation).ConfigureAwait(false);
        return Here(registered);

        async Task<VersionSummary> ImportAsync()
        {
            CatalogState catalog = await sync.Catalog.GetAsync().WaitAsync(cancellation).ConfigureAwait(false);
            VersionSummary version = await store.ImportAsync(bundlePath, name => catalog.Find(name)?.Space, time.GetUtcNow(), cancellation).ConfigureAwait(false);
            return await sync.Catalog.RegisterAsync(version, actor).ConfigureAwait(false);
        }
    }

    public async Task<IReadOnlyList<VersionSummary>> ListAsync(CancellationToken cancellation)
    {
        CatalogState catalog = await sync.Catalog.GetAsync().WaitAsync(cancellation).ConfigureAwait(false);
        return [.. catalog.Versions.Reverse().Select(Here)];
    }

    public Task<VersionSummary> ChangeAsync(VersionChange change, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(change);
        return ChangeAsync(change, change.IsForced || change.Action == VersionAction.Shadow ? null : answers => answers.RequireParity(), cancellation);
    }

    public async Task<VersionSummary> MakeCurrentAsync(string version, string actor, string? reason, bool isForced, long? ifRevision, CancellationToken cancellation)
    {
        VersionLifecycle.RequireReason(isForced, reason);
        string why = string.IsNullOrWhiteSpace(reason) ? AtOnce : reason;
        VersionChange change = new() { Version = version, Action = VersionAction.Promote, Actor = actor, Reason = why, IsForced = true, IfRevision = ifRevision };

        // Past the stages nobody has to say why; past what is known of its vectors, yes.
        return await ChangeAsync(change, isForced ? null : answers => answers.RequireNoneDifferent(), cancellation).ConfigureAwait(false);
    }

    public async Task DeleteFilesAsync(string version, CancellationToken cancellation)
    {
        await _files.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            await store.AloneAsync(DeleteAsync, cancellation).ConfigureAwait(false);
        }
        finally
        {
            _files.Release();
        }

        await silos.TellAsync(silo => silo.TidyAsync(), options.InForceTimeout, cancellation).ConfigureAwait(false);

        async Task DeleteAsync()
        {
            CatalogState catalog = await sync.Catalog.GetAsync().WaitAsync(cancellation).ConfigureAwait(false);
            if (catalog.Find(version)?.State != VersionState.Retired)
            {
                throw new UserRepException(ServiceError.Conflict, $"Version \"{version}\" is not retired; its files are needed. Retire it first.");
            }

            await store.DeleteAsync(version, cancellation).ConfigureAwait(false);
        }
    }

    public Task<HistoryPart> HistoryAsync(HistoryQuery query, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(query);
        return history.ReadAsync(query, cancellation);
    }

    /// <param name="change">What is wanted.</param>
    /// <param name="requireParity">What is to hold of a version that users are to be sent to, beyond that it is served; null for nothing.</param>
    /// <param name="cancellation">Gives up.</param>
    private async Task<VersionSummary> ChangeAsync(VersionChange change, Action<ServingAnswers>? requireParity, CancellationToken cancellation)
    {
        if (change.VerifiesBundle || change.Action == VersionAction.Validate)
        {
            await VerifyAsync(change.Version, cancellation).ConfigureAwait(false);
        }

        if (change.Action is VersionAction.Shadow or VersionAction.Canary or VersionAction.Promote)
        {
            ServingAnswers answers = await RequireServedAsync(change, cancellation).ConfigureAwait(false);
            requireParity?.Invoke(answers);
        }

        if (change.Action == VersionAction.Retire && !change.IsForced)
        {
            // What was read up to now, on whatever silo, speaks against it.
            await silos.AskAsync(silo => silo.SyncAsync(), cancellation).ConfigureAwait(false);
        }

        bool isToBeWarm = change.Action is VersionAction.Canary or VersionAction.Promote;
        try
        {
            if (isToBeWarm)
            {
                await WarmAsync(change, cancellation).ConfigureAwait(false);
            }

            VersionSummary moved = await sync.Catalog.ChangeAsync(change).ConfigureAwait(false);
            await sync.InForceAsync(cancellation).ConfigureAwait(false);
            return Here(moved);
        }
        finally
        {
            // Now the plan says so, or it was for nothing.
            if (isToBeWarm)
            {
                await warming.EndAsync(change.Version).ConfigureAwait(false);
            }
        }
    }

    private async Task WarmAsync(VersionChange change, CancellationToken cancellation)
    {
        // What will be refused need not be warmed.
        CatalogState before = await sync.Catalog.GetAsync().WaitAsync(cancellation).ConfigureAwait(false);
        CatalogState after = VersionLifecycle.Apply(before, change, ReadEvidence.None, time.GetUtcNow());
        if (before.Current is not null && before != after)
        {
            await warming.WarmAsync(change.Version, ServingPlan.Renewed(after.Find(change.Version)).Percent, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Opens the service's own copy and checks it wholly.</summary>
    private async Task VerifyAsync(string version, CancellationToken cancellation)
    {
        CatalogState catalog = await sync.Catalog.GetAsync().WaitAsync(cancellation).ConfigureAwait(false);
        if (catalog.Find(version) is not { } known)
        {
            return;
        }

        try
        {
            using ModelBundle bundle = await store.OpenAsync(version, cancellation).ConfigureAwait(false);
            if (bundle.EmbeddingSpace != known.Space)
            {
                throw new UserRepException(ServiceError.BundleRefused, $"The copy of version \"{version}\" is of space {bundle.EmbeddingSpace}, not {known.Space}. Register its bundle again.");
            }
        }
        catch (Exception error) when (error is BundleException or InvalidDataException)
        {
            throw new UserRepException(ServiceError.BundleRefused, $"The copy of version \"{version}\" is damaged: {error.Message} Register its bundle again.", inner: error);
        }
    }

    /// <summary>Nobody is to be sent to a version that cannot be read.</summary>
    private async Task<ServingAnswers> RequireServedAsync(VersionChange change, CancellationToken cancellation)
    {
        string what = change.Action == VersionAction.Promote ? MadeCurrent : $"moved to {VersionLifecycle.Name(change.Action)}";
        await sync.SyncAsync(cancellation).ConfigureAwait(false);
        return await serving.RequireServedAsync(change.Version, what, cancellation).ConfigureAwait(false);
    }

    private VersionSummary Here(VersionSummary version) =>
        host.Plan.FailureOf(version.Version) is { } reason ? version with { State = VersionState.Failed, Reason = reason } : version;
}
