using Orleans.Concurrency;
using UserRep.Grains.Versions.Rollouts.Plans;

namespace UserRep.Grains.Versions.Rollouts;

/// <summary>Has one version follow its plan; the key is its name. Refusals are a <see cref="Errors.UserRepException"/>.</summary>
[Alias("userrep.model-version")]
internal interface IModelVersionGrain : IGrainWithStringKey
{
    [Alias("put-plan")]
    Task<RolloutStatus> PutPlanAsync(PlanDraft? draft, string actor, long? ifRevision);

    [Alias("get")]
    [AlwaysInterleave]
    Task<RolloutStatus> GetAsync();

    [Alias("pause")]
    Task<RolloutStatus> PauseAsync(string actor, long? ifRevision, string? reason);

    [Alias("resume")]
    Task<RolloutStatus> ResumeAsync(string actor, long? ifRevision, string? reason);

    [Alias("approve")]
    Task<RolloutStatus> ApproveAsync(string actor, long? ifRevision, string? reason);

    /// <summary>Goes on with a plan after a restart. Called now and then for every version that may have one.</summary>
    [Alias("wake")]
    [AlwaysInterleave]
    Task WakeAsync();
}
