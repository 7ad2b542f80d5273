namespace UserRep.Client;

/// <summary>One connection to UserRep. Made once for an application; safe for use by many threads.</summary>
public interface IUserRepClient : IAsyncDisposable
{
    /// <summary>Reads a user's vector. Reads that are under way at the same time travel together.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="options">Which version and how fresh; null for the client's version and the service's defaults.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The vector; for somebody nobody has seen it is <see cref="Freshness.Cold"/>.</returns>
    /// <exception cref="ArgumentException">No user can have the id: it is missing, blank or too long.</exception>
    /// <exception cref="UserRepClientException">There is none, and why.</exception>
    ValueTask<UserVector> GetAsync(string userId, GetOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Reads the vectors of many users, all of one version.</summary>
    /// <param name="userIds">The users.</param>
    /// <param name="options">Which version and how fresh; null for the client's version and the service's defaults.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The vectors in the order of the users, and why there is none where there is none.</returns>
    /// <exception cref="ArgumentException">No user can have one of the ids; the message tells its index.</exception>
    /// <exception cref="UserRepClientException">Nothing could be read, and why.</exception>
    ValueTask<UserVectors> GetManyAsync(IReadOnlyList<string> userIds, GetOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Reads the vectors of many users for the client's <see cref="UserRepClientOptions.Consumer"/>, each of the version that the service has
    /// for the two of them. <see cref="GetManyAsync"/> gives all of one version instead, and nobody is in the canary then.
    /// </summary>
    /// <param name="userIds">The users.</param>
    /// <param name="options">Which version and how fresh; null for what the service has and its defaults.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Groups of users, each of one version; together they have every user once. Users who can be given none are in a group with an empty version, and <see cref="UserVectors.FailureOf"/> says why.</returns>
    /// <exception cref="ArgumentException">No user can have one of the ids; the message tells its index.</exception>
    /// <exception cref="UserRepClientException">Nothing could be read, and why.</exception>
    ValueTask<IReadOnlyList<UserVectors>> GetGroupsAsync(IReadOnlyList<string> userIds, GetOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Registers the client's <see cref="UserRepClientOptions.Consumer"/>. The first read does so by itself; to do it at the start tells what
    /// the consumer gets, and what is wrong with it, before that. An application that calls <c>AddUserRepClient</c> does it as it starts.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What it gets; null for a client without a consumer.</returns>
    /// <exception cref="UserRepClientException">It is refused, and why; or the service cannot be reached.</exception>
    Task<ConsumerRegistration?> RegisterConsumerAsync(CancellationToken cancellationToken = default);

    /// <summary>Sends events; returns when they are durable. Tried again with the same ids, so nothing counts twice.</summary>
    /// <param name="events">The events. Beyond <see cref="UserRepClientOptions.MaxEventsPerMessage"/> they go in several messages, each accepted whole or not at all.</param>
    /// <param name="cancellationToken">Ends the wait; what was sent may have been accepted.</param>
    /// <returns>Per event, in the same order, its position and whether it was there before.</returns>
    /// <exception cref="UserRepClientException">Some were not accepted, and why.</exception>
    Task<IReadOnlyList<PublishedEvent>> PublishAsync(IReadOnlyList<UserEvent> events, CancellationToken cancellationToken = default);

    /// <summary>Watches vectors change, from now on. Notices may be lost or repeated: they say "read again", nothing more.</summary>
    /// <param name="userIds">Only these users; null for all.</param>
    /// <param name="version">Only this version; null for the client's version, or the current one.</param>
    /// <param name="cancellationToken">Ends the watch.</param>
    /// <returns>The notices, without end; the client connects again by itself.</returns>
    IAsyncEnumerable<VectorChange> WatchAsync(IReadOnlyCollection<string>? userIds = null, string? version = null, CancellationToken cancellationToken = default);

    /// <summary>Lists the versions that can be read.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The versions, the newest first.</returns>
    /// <exception cref="UserRepClientException">They could not be read, and why.</exception>
    Task<IReadOnlyList<ModelVersion>> ListVersionsAsync(CancellationToken cancellationToken = default);
}
