namespace UserRep.Grains.Users;

/// <summary>Asks the user's grain.</summary>
internal sealed class UserDirectory(IGrainFactory grains) : IUserDirectory
{
    public Task<UserSummary> DescribeAsync(string userId, CancellationToken cancellation) => Grain(userId).DescribeAsync().WaitAsync(cancellation);

    public Task<long> EraseAsync(string userId, CancellationToken cancellation) => Grain(userId).EraseAsync().WaitAsync(cancellation);

    private IUserGrain Grain(string userId)
    {
        UserIds.Require(userId);
        return grains.GetGrain<IUserGrain>(userId);
    }
}
