using UserRep.Grains.Versions.Rollouts.Plans;

namespace UserRep.Grains.Versions.Rollouts;

/// <summary>Asks the versions' grains, from any silo.</summary>
internal sealed class RolloutGrains(CatalogSync sync, IGrainFactory grains) : IRollouts
{
    public Task<RolloutStatus> PutAsync(string version, PlanDraft? plan, string actor, long? ifRevision, CancellationToken cancellation) =>
        AskAsync(version, grain => grain.PutPlanAsync(plan, actor, ifRevision), cancellation);

    public Task<RolloutStatus> FindAsync(string version, CancellationToken cancellation) => AskAsync(version, grain => grain.GetAsync(), cancellation);

    public Task<RolloutStatus> PauseAsync(string version, string actor, string? reason, long? ifRevision, CancellationToken cancellation) =>
        AskAsync(version, grain => grain.PauseAsync(actor, ifRevision, reason), cancellation);

    public Task<RolloutStatus> ResumeAsync(string version, string actor, string? reason, long? ifRevision, CancellationToken cancellation) =>
        AskAsync(version, grain => grain.ResumeAsync(actor, ifRevision, reason), cancellation);

    public Task<RolloutStatus> ApproveAsync(string version, string actor, string? reason, long? ifRevision, CancellationToken cancellation) =>
        AskAsync(version, grain => grain.ApproveAsync(actor, ifRevision, reason), cancellation);

    private async Task<RolloutStatus> AskAsync(string version, Func<IModelVersionGrain, Task<RolloutStatus>> ask, CancellationToken cancellation)
    {
        // Whoever asks for versions that are not there must not have grains made of their names.
        (await sync.Catalog.GetAsync().WaitAsync(cancellation).ConfigureAwait(false)).Require(version);
        return await ask(grains.GetGrain<IModelVersionGrain>(version)).WaitAsync(cancellation).ConfigureAwait(false);
    }
}
