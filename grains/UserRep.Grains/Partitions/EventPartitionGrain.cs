using System.Globalization;
using Microsoft.Extensions.Logging;
using Orleans.Storage;
using Orleans.Streams;
using Orleans.Streams.Core;
using UserRep.EventLog.Events;
using UserRep.Grains.Hosting;
using UserRep.Grains.Metrics;
using UserRep.Grains.Placement;
using UserRep.Grains.Users;

namespace UserRep.Grains.Partitions;

/// <summary>Drives a <see cref="PartitionPump"/> by the partition's stream and the keeper's polls, and keeps its checkpoint.</summary>
[ImplicitStreamSubscription(EventPartitionGrain.StreamNamespace)]
[KeepAlive]
[PartitionPlacement]
[GrainType("event-partition")]
internal sealed class EventPartitionGrain(
    [PersistentState("checkpoint", GrainsHosting.StorageName)] IPersistentState<PartitionCheckpoint> checkpoint,
    IEventLog log,
    UserGrains users,
    IUserPresence presence,
    PumpOptions options,
    DamagedEvents damaged,
    PartitionOwners owners,
    ServiceMeter meter,
    TimeProvider time,
    ILogger<EventPartitionGrain> logger) : Grain, IEventPartitionGrain, IStreamSubscriptionObserver, IAsyncObserver<PartitionBatch>
{
    public const string StreamNamespace = "events";

    private PartitionPump _pump = null!;
    private int _partition;
    private IGrainTimer? _saving;
    private long _epoch;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _partition = int.Parse(this.GetPrimaryKeyString(), CultureInfo.InvariantCulture);
        _pump = new PartitionPump(_partition, log, (user, events) => users.Of(user).ApplyAsync(new UserSlice([.. events])), presence, options, damaged, time, logger);
        _epoch = log.Epoch;
        _pump.StartAfter(checkpoint.State.Epoch == _epoch ? checkpoint.State.Offset : 0);

        // From now on no pump that was here before can move the checkpoint: what it handed out went to users who may be gone.
        (checkpoint.State.Epoch, checkpoint.State.Offset) = (_epoch, _pump.Completed);
        await checkpoint.WriteStateAsync(cancellationToken);
        _saving = this.RegisterGrainTimer(SaveAsync, new GrainTimerCreationOptions(options.CheckpointInterval, options.CheckpointInterval) { KeepAlive = true });
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _saving?.Dispose();
        await SaveAsync(cancellationToken);
    }

    public async Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory) => await handleFactory.Create<PartitionBatch>().ResumeAsync(this);

    public async Task OnNextAsync(PartitionBatch item, StreamSequenceToken? token = null)
    {
        try
        {
            await _pump.DeliverAsync(item.Events, CancellationToken.None);
        }
        catch (Exception error)
        {
            // Delivered again it would fail again; the next poll reads the log.
            meter.LogFailed(isAppend: false);
            Log.PartitionNotRead(logger, _partition, error);
        }
    }

    public Task OnErrorAsync(Exception ex) => Task.CompletedTask;

    public Task<PartitionProgress> ProgressAsync() => Task.FromResult(new PartitionProgress(_pump.HandedOut, _pump.Completed, _pump.Parked, _pump.Heals));

    public async Task<PartitionProgress> WakeAsync(long head)
    {
        try
        {
            await _pump.PollAsync(head, CancellationToken.None);
        }
        catch (EventLogException error)
        {
            meter.LogFailed(isAppend: false);
            Log.PartitionNotRead(logger, _partition, error);
        }

        if (!owners.IsHere(_partition))
        {
            MigrateOnIdle();
        }

        return await ProgressAsync();
    }

    private async Task SaveAsync(CancellationToken cancellation)
    {
        if (log.Epoch != _epoch)
        {
            // An older copy of the log was restored: its events are other ones, and are handed out from the first on.
            DeactivateOnIdle();
            return;
        }

        long offset = _pump.TakeCheckpoint();
        if (checkpoint.State.Epoch == _epoch && checkpoint.State.Offset == offset)
        {
            return;
        }

        (checkpoint.State.Epoch, checkpoint.State.Offset) = (_epoch, offset);
        try
        {
            await checkpoint.WriteStateAsync(cancellation);
        }
        catch (Exception error)
        {
            Log.CheckpointNotStored(logger, _partition, error);
            if (error is InconsistentStateException)
            {
                // Another pump of the partition, on a silo that was given up, stored its own. The next one goes over it.
                await checkpoint.ReadStateAsync(cancellation);
            }
        }
    }
}
