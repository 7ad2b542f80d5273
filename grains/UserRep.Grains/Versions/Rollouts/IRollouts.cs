using UserRep.Grains.Errors;
using UserRep.Grains.Versions.Rollouts.Plans;

namespace UserRep.Grains.Versions.Rollouts;

/// <summary>Versions that go from the shadow to current, or back, by a plan.</summary>
public interface IRollouts
{
    /// <summary>Has a version follow a plan from where it stands, in the place of one that it followed.</summary>
    /// <param name="version">The version; validated, in shadow or in canary.</param>
    /// <param name="plan">The plan; null for the default.</param>
    /// <param name="actor">Who does so, for the history.</param>
    /// <param name="ifRevision">The version's revision that they have seen; null if it does not matter.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The plan, and where it stands.</returns>
    /// <exception cref="UserRepException">There is no such version, the plan has mistakes, or the version is where no step has it.</exception>
    Task<RolloutStatus> PutAsync(string version, PlanDraft? plan, string actor, long? ifRevision, CancellationToken cancellation);

    /// <summary>A version's plan, and where it stands.</summary>
    /// <param name="version">The version.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The plan; the default one, not started, if nobody has put any.</returns>
    /// <exception cref="UserRepException">There is no such version.</exception>
    Task<RolloutStatus> FindAsync(string version, CancellationToken cancellation);

    /// <summary>Has a plan move nothing, not even back, until it is resumed.</summary>
    /// <param name="version">The version.</param>
    /// <param name="actor">Who does so, for the history.</param>
    /// <param name="reason">Why, for the history; null if nothing was said.</param>
    /// <param name="ifRevision">The version's revision that they have seen; null if it does not matter.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>Where it stands.</returns>
    /// <exception cref="UserRepException">The version follows no plan.</exception>
    Task<RolloutStatus> PauseAsync(string version, string actor, string? reason, long? ifRevision, CancellationToken cancellation);

    /// <summary>Goes on with a plan that was paused.</summary>
    /// <param name="version">The version.</param>
    /// <param name="actor">Who does so, for the history.</param>
    /// <param name="reason">Why, for the history; null if nothing was said.</param>
    /// <param name="ifRevision">The version's revision that they have seen; null if it does not matter.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>Where it stands.</returns>
    /// <exception cref="UserRepException">The version follows no plan.</exception>
    Task<RolloutStatus> ResumeAsync(string version, string actor, string? reason, long? ifRevision, CancellationToken cancellation);

    /// <summary>Says yes to the next step. It begins once the gates have passed, too.</summary>
    /// <param name="version">The version.</param>
    /// <param name="actor">Who does so, for the history.</param>
    /// <param name="reason">Why, for the history; null if nothing was said.</param>
    /// <param name="ifRevision">The version's revision that they have seen; null if it does not matter.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>Where it stands.</returns>
    /// <exception cref="UserRepException">Nothing is to be approved of.</exception>
    Task<RolloutStatus> ApproveAsync(string version, string actor, string? reason, long? ifRevision, CancellationToken cancellation);
}
