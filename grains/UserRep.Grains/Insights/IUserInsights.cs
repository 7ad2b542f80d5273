using UserRep.Grains.Errors;
using UserRep.Grains.Intake;

namespace UserRep.Grains.Insights;

/// <summary>What the representation makes of one user, for people who look at it. Nothing of it is stored.</summary>
public interface IUserInsights
{
    /// <summary>What is known of a user, and the vector of each served version.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The portrait; of somebody nobody knows, that of a newcomer.</returns>
    /// <exception cref="UserRepException">The id is none, or the log cannot be read.</exception>
    Task<UserPortrait> LookAsync(string userId, CancellationToken cancellation);

    /// <summary>Why a user's vector moved with the last events.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="version">The version; null for the current one.</param>
    /// <param name="events">How many of the last events the change is of.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The change, and the share of each event and each part of the features in it.</returns>
    /// <exception cref="UserRepException">The version is not served, or there are no such events in the log.</exception>
    Task<ChangeExplanation> WhyAsync(string userId, string? version, int events, CancellationToken cancellation);

    /// <summary>Where a user's vector would go with events that did not happen.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="version">The version; null for the current one.</param>
    /// <param name="events">The events, checked as those are that happen; ids and users of theirs do not matter.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The vector before and after.</returns>
    /// <exception cref="EventsRejectedException">Some of the events could not happen.</exception>
    /// <exception cref="UserRepException">The version is not served, or the user's events are not in the log any more.</exception>
    Task<WhatIfOutcome> WhatIfAsync(string userId, string? version, IReadOnlyList<IncomingEvent> events, CancellationToken cancellation);

    /// <summary>Vectors of some of the users who are live now.</summary>
    /// <param name="version">The version; null for the current one.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The sample, of as many silos as answered.</returns>
    /// <exception cref="UserRepException">The version is not served.</exception>
    Task<UserSample> SampleAsync(string? version, int most, CancellationToken cancellation);
}
