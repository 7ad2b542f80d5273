using UserRep.Grains.Errors;

namespace UserRep.Grains.Backfills;

/// <summary>Builds the states of a version's feature space for everybody, ahead of need.</summary>
public interface IBackfills
{
    /// <summary>Starts the backfill, or has it go on where it was stopped. One that runs is left alone; one that is done is walked anew.</summary>
    /// <param name="version">The version.</param>
    /// <param name="actor">Who does so, for the history.</param>
    /// <param name="reason">Why, for the history; null if nothing was said.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>How far it is.</returns>
    /// <exception cref="UserRepException">There is no such version, or it is not served.</exception>
    Task<BackfillStatus> StartAsync(string version, string actor, string? reason, CancellationToken cancellation);

    /// <summary>Stops the backfill, if it runs.</summary>
    /// <param name="version">The version.</param>
    /// <param name="actor">Who does so, for the history.</param>
    /// <param name="reason">Why, for the history; null if nothing was said.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>How far it got.</returns>
    /// <exception cref="UserRepException">There is no such version.</exception>
    Task<BackfillStatus> StopAsync(string version, string actor, string? reason, CancellationToken cancellation);

    /// <summary>Says how far the backfill is.</summary>
    /// <param name="version">The version.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>How far it is; of stage <see cref="BackfillStage.None"/> if there is none.</returns>
    /// <exception cref="UserRepException">There is no such version.</exception>
    Task<BackfillStatus> FindAsync(string version, CancellationToken cancellation);
}
