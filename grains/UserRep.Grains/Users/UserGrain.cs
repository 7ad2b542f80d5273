using Orleans.Concurrency;
using UserRep.Grains.Placement;

namespace UserRep.Grains.Users;

/// <summary>The door to a <see cref="LiveUser"/>: calls run one at a time and interleave where they wait.</summary>
[Reentrant]
[PartitionPlacement]
[GrainType(UserGrain.Type)]
internal sealed class UserGrain(UserRuntime runtime) : Grain, IUserGrain
{
    public const string Type = "user";

    private LiveUser _user = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _user = new LiveUser(this.GetPrimaryKeyString(), runtime);
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _user.Leave();
        return Task.CompletedTask;
    }

    public Task ApplyAsync(UserSlice slice)
    {
        runtime.Placed.Applied(runtime.Owners.IsHere(this.GetPrimaryKeyString()));
        return _user.ApplyAsync(slice.Events);
    }

    public Task<UserVector> ReadAsync(UserRead read) => _user.ReadAsync(read);

    public Task<UserSummary> DescribeAsync() => _user.DescribeAsync();

    public Task<long> EraseAsync() => _user.EraseAsync();

    public Task MoveAsync()
    {
        MigrateOnIdle();
        return Task.CompletedTask;
    }
}
