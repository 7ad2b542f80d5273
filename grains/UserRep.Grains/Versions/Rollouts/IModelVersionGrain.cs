using Orleans.Concurrency;
using UserRep.Grains.Versions.Rollouts.Plans;

namespace UserRep.Grains.Versions.Rollouts;

/// <summary>Has one version follow its plan; the key is its name. Refusals are a <see cref="Errors.UserRepException"/>.</summary>
[Alias("userrep.model-version")]
internal interface IModelVersionGrain : IGrainWithStringKey
{
    [Alias("put-plan")]
    Task<RolloutStatus> PutPlanAsync(PlanDraft? draft, string actor, long? ifRevision);

    /// <summary>Answers while the version is being moved, too, which may take some seconds.</summary>
    [Alias("get")]
    [AlwaysInterleave]
    Task<RolloutStatus> GetAsync();

    [Alias("pause")]
    Task<RolloutStatus> PauseAsync(string actor, long? ifRevision);

    [Alias("resume")]
    Task<RolloutStatus> ResumeAsync(string actor, long? ifRevision);

    [Alias("approve")]
    Task<RolloutStatus> ApproveAsync(string actor, long? ifRevision);

    /// <summary>Goes on with a plan after a restart. Called now and then for every version that may have one.</summary>
    [Alias("wake")]
    [AlwaysInterleave]
    Task WakeAsync();
}
