namespace UserRep.Grains.Users;

/// <summary>What the service knows of users, and how it forgets them.</summary>
public interface IUserDirectory
{
    /// <summary>Tells what is known of a user.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>What is known; zeros for somebody nobody has seen.</returns>
    Task<UserSummary> DescribeAsync(string userId, CancellationToken cancellation);

    /// <summary>Erases a user: events, snapshots and vectors. A later read says cold.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="cancellation">Ends the wait; what was begun is finished.</param>
    /// <returns>How many events were erased.</returns>
    Task<long> EraseAsync(string userId, CancellationToken cancellation);
}
