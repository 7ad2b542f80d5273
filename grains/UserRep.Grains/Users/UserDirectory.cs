namespace UserRep.Grains.Users;

/// <summary>Asks the user's grain.</summary>
internal sealed class UserDirectory(IGrainFactory grains) : IUserDirectory
{
    public Task<UserSummary> DescribeAsync(string userId, CancellationToken cancellation) => grains.GetGrain<IUserGrain>(userId).DescribeAsync().WaitAsync(cancellation);

    public Task<long> EraseAsync(string userId, CancellationToken cancellation) => grains.GetGrain<IUserGrain>(userId).EraseAsync().WaitAsync(cancellation);
}
