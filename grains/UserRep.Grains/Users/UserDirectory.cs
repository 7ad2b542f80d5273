using UserRep.Grains.Erasures;

namespace UserRep.Grains.Users;

/// <summary>Asks the user's grain.</summary>
internal sealed class UserDirectory(IGrainFactory grains, Eraser eraser) : IUserDirectory
{
    public Task<UserSummary> DescribeAsync(string userId, CancellationToken cancellation) => Grain(userId).DescribeAsync().WaitAsync(cancellation);

    public Task<ErasureReceipt> EraseAsync(string userId, string actor, CancellationToken cancellation)
    {
        UserIds.Require(userId);
        return eraser.EraseAsync(userId, actor, cancellation);
    }

    public Task<ErasureReceipt?> FindErasureAsync(string receiptId, CancellationToken cancellation) => eraser.FindAsync(receiptId, cancellation);

    private IUserGrain Grain(string userId)
    {
        UserIds.Require(userId);
        return grains.GetGrain<IUserGrain>(userId);
    }
}
