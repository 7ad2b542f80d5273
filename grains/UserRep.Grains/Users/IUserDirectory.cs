using UserRep.Grains.Erasures;

namespace UserRep.Grains.Users;

/// <summary>What the service knows of users, and how it forgets them.</summary>
public interface IUserDirectory
{
    /// <summary>Tells what is known of a user.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>What is known; zeros for somebody nobody has seen.</returns>
    Task<UserSummary> DescribeAsync(string userId, CancellationToken cancellation);

    /// <summary>Erases a user: events, snapshots, and vectors on all silos. A later read says cold.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="actor">Who asks for it, for the receipt.</param>
    /// <param name="cancellation">Ends the wait; what was begun is finished.</param>
    /// <returns>What was removed where; it can be found again.</returns>
    /// <exception cref="UnfinishedErasureException">It began and did not come to its end: the receipt stays open.</exception>
    Task<ErasureReceipt> EraseAsync(string userId, string actor, CancellationToken cancellation);

    /// <summary>Finds a receipt again.</summary>
    /// <param name="receiptId">Its id.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The receipt, which says whether the erasure is finished; null if there is none of that id.</returns>
    Task<ErasureReceipt?> FindErasureAsync(string receiptId, CancellationToken cancellation);
}
