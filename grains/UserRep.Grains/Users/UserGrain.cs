using System.Buffers;
using System.Diagnostics;
using Orleans.Concurrency;
using UserRep.Grains.Erasures;
using UserRep.Grains.Placement;
using UserRep.Grains.Tracing;

namespace UserRep.Grains.Users;

/// <summary>
/// The door to a <see cref="LiveUser"/>: calls run one at a time and interleave where they wait. A user who moves to another silo takes the
/// state along.
/// </summary>
[Reentrant]
[PartitionPlacement]
[GrainType(UserGrain.Type)]
internal sealed class UserGrain(UserRuntime runtime) : Grain, IUserGrain, IGrainMigrationParticipant
{
    public const string Type = "user";

    private const string CarriedKey = "user";

    private HomeWish _home;
    private LiveUser? _user;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (_user is null)
        {
            _user = new LiveUser(this.GetPrimaryKeyString(), runtime);
        }
        else
        {
            _ = _user.ArriveAsync();
        }

        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _user!.Leave(isMoving: reason.ReasonCode == DeactivationReasonCode.Migrating);
        return Task.CompletedTask;
    }

    public void OnDehydrate(IDehydrationContext dehydrationContext)
    {
        if (_user!.Carry() is { } carried)
        {
            dehydrationContext.AddBytes(CarriedKey, carried.Write());
        }
    }

    public void OnRehydrate(IRehydrationContext rehydrationContext)
    {
        if (rehydrationContext.TryGetBytes(CarriedKey, out ReadOnlySequence<byte> bytes))
        {
            _user = new LiveUser(this.GetPrimaryKeyString(), runtime, CarriedUser.Read(this.GetPrimaryKeyString(), bytes.ToArray()));
        }
    }

    public Task ApplyAsync(UserSlice slice)
    {
        bool isHome = runtime.Owners.IsHere(_user!.UserId);
        runtime.Placed.Applied(isHome);
        if (_home.IsToMove(isHome, runtime.Time))
        {
            // Who has no vector here is not among those who are asked to when silos have come or gone.
            MigrateOnIdle();
        }

        return ServiceTraces.Apply(slice.Events) is { } span ? ApplyAsync(slice, span) : _user.ApplyAsync(slice.Events);
    }

    public Task<UserVector> ReadAsync(UserRead read) => _user!.ReadAsync(read);

    public Task<UserSummary> DescribeAsync() => _user!.DescribeAsync();

    public Task<UserErasure> EraseAsync() => _user!.EraseAsync();

    public Task MoveAsync()
    {
        MigrateOnIdle();
        return Task.CompletedTask;
    }

    private async Task ApplyAsync(UserSlice slice, Activity span)
    {
        using (span)
        {
            await _user!.ApplyAsync(slice.Events, span.Context);
        }
    }
}
