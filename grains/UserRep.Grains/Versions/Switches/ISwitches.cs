using UserRep.Grains.Errors;

namespace UserRep.Grains.Versions.Switches;

/// <summary>Coordinated switches: every consumer moves at once.</summary>
public interface ISwitches
{
    /// <summary>Prepares a switch from the current version.</summary>
    /// <param name="target">The version in canary that is to be current.</param>
    /// <param name="actor">Who does so, for the history.</param>
    /// <param name="reason">Why; may be null.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The switch, and who is late.</returns>
    /// <exception cref="UserRepException">It cannot be prepared; the message says what is missing.</exception>
    Task<SwitchInfo> PrepareAsync(string target, string actor, string? reason, CancellationToken cancellation);

    /// <summary>Commits a switch. When it returns, no read on any silo is routed to the old version.</summary>
    /// <param name="id">The switch.</param>
    /// <param name="actor">Who does so, for the history.</param>
    /// <param name="reason">Why; needed to force it.</param>
    /// <param name="isForced">Whether consumers that are late do not matter.</param>
    /// <param name="cancellation">Ends the wait; the switch may have been committed.</param>
    /// <returns>The switch.</returns>
    /// <exception cref="UserRepException">Somebody is late, who is named; or it cannot be committed.</exception>
    Task<SwitchInfo> CommitAsync(string id, string actor, string? reason, bool isForced, CancellationToken cancellation);

    /// <summary>Calls a switch off.</summary>
    /// <param name="id">The switch.</param>
    /// <param name="actor">Who does so, for the history.</param>
    /// <param name="reason">Why; may be null.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The switch.</returns>
    /// <exception cref="UserRepException">It is not prepared, or there is none.</exception>
    Task<SwitchInfo> AbortAsync(string id, string actor, string? reason, CancellationToken cancellation);

    /// <summary>Finds a switch, and who is late.</summary>
    /// <param name="id">The switch.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The switch.</returns>
    /// <exception cref="UserRepException">There is none of that name.</exception>
    Task<SwitchInfo> FindAsync(string id, CancellationToken cancellation);

    /// <summary>Lists all switches, the newest first, those that are prepared with who is late.</summary>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The switches.</returns>
    Task<IReadOnlyList<SwitchInfo>> ListAsync(CancellationToken cancellation);

    /// <summary>Lists the switches that are prepared, each with who is late.</summary>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The switches.</returns>
    async Task<IReadOnlyList<SwitchInfo>> PreparedAsync(CancellationToken cancellation) =>
        [.. (await ListAsync(cancellation).ConfigureAwait(false)).Where(s => s.State == SwitchState.Prepared)];
}
