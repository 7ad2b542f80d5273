using Microsoft.Extensions.Logging.Abstractions;
using UserRep.EventLog.Events;
using UserRep.Grains.Partitions;
using UserRep.Tests.Simulation.Scheduling;
using UserRep.Tests.Simulation.Storage;

namespace UserRep.Tests.Simulation.Cluster;

/// <summary>A partition's pump on a silo, driven as its grain drives it: one call at a time, a checkpoint now and then.</summary>
internal sealed class PumpActivation
{
    private static readonly TimeSpan _saving = TimeSpan.FromSeconds(5);

    private readonly OneAtATime _calls = new();
    private readonly SimulationWorld _world;
    private readonly SimulatedSilo _silo;
    private readonly int _partition;
    private readonly CheckpointDisk _disk;
    private readonly Connection _connection;
    private readonly Turns _turns;
    private (long Epoch, long Offset, int Writes) _checkpoint;

    public PumpActivation(SimulationWorld world, SimulatedSilo silo, int partition, CheckpointDisk disk, Connection connection)
    {
        (_world, _silo, _partition, _disk, _connection) = (world, silo, partition, disk, connection);
        _turns = new Turns(world.Scheduler, silo.Machine, $"{silo.Name} pump {partition}");
        Pump = new PartitionPump(partition, silo.Log, ApplyAsync, world.Parts.Presence(world, silo), world.Setup.Pump, new DamagedEvents(NullLogger<DamagedEvents>.Instance), world.Time, NullLogger.Instance);
        _turns.Start(() => _calls.RunAsync(BeginAsync));
        _turns.Start(SaveNowAndThenAsync);
    }

    public PartitionPump Pump { get; }

    /// <summary>Gets a value indicating whether it has begun: it knows its checkpoint.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>Gets a value indicating whether it has moved away.</summary>
    public bool HasGone { get; private set; }

    public Task DeliverAsync(IReadOnlyList<LogEvent> events) => CallAsync(() => _world.Parts.DeliverAsync(Pump, events));

    public Task WakeAsync(long head) => CallAsync(async () =>
    {
        await Pump.PollAsync(head, CancellationToken.None);
        if (_world.Faults.Strike(0.02))
        {
            await SaveAsync();
            Go();
            _world.Say($"{_silo.Name}: the pump of {_partition} moves");
        }
    });

    private Task<bool> CallAsync(Func<Task> call) => _turns.RunAsync(() => _calls.RunAsync(async () =>
    {
        if (HasBegun && !HasGone)
        {
            await call();
        }

        return true;
    }));

    private async Task BeginAsync()
    {
        try
        {
            _checkpoint = await _connection.ReadAsync(() => _disk.Stored);
            Pump.StartAfter(_checkpoint.Epoch == _silo.Log.Epoch ? _checkpoint.Offset : 0);
            (_checkpoint.Epoch, _checkpoint.Offset) = (_silo.Log.Epoch, Pump.Completed);
            (long Epoch, long Offset, int Writes) mine = _checkpoint;
            HasBegun = await _connection.WriteAsync(() => Task.FromResult(_disk.TryWrite(mine.Epoch, mine.Offset, mine.Writes)));
            _checkpoint.Writes++;
            _world.Say($"{_silo.Name}: pump {_partition} begins after {Pump.Completed}");
        }
        finally
        {
            if (!HasBegun)
            {
                Go();
            }
        }
    }

    private async Task SaveNowAndThenAsync()
    {
        while (!HasGone)
        {
            await Task.Delay(_saving, _world.Time);
            await _calls.RunAsync(SaveAsync);
        }
    }

    private void Go()
    {
        HasGone = true;
        _silo.Pumps.Remove(_partition);
        _world.Map.Forget(_partition, _silo);
    }

    private async Task SaveAsync()
    {
        long offset = _world.Parts.Checkpoint(Pump);
        if (HasGone || (_checkpoint.Epoch == _silo.Log.Epoch && _checkpoint.Offset == offset))
        {
            return;
        }

        (_checkpoint.Epoch, _checkpoint.Offset) = (_silo.Log.Epoch, offset);
        (long Epoch, long Offset, int Writes) saved = _checkpoint;
        try
        {
            bool isWritten = await _connection.WriteAsync(() => Task.FromResult(_disk.TryWrite(saved.Epoch, saved.Offset, saved.Writes)));
            _checkpoint = isWritten ? saved with { Writes = saved.Writes + 1 } : await _connection.ReadAsync(() => _disk.Stored);
        }
        catch (EventLogException)
        {
            // Known again at the next attempt, which is refused if this one was written.
            _checkpoint.Epoch = -1;
        }
    }

    private async Task ApplyAsync(string userId, IReadOnlyList<LogEvent> events)
    {
        try
        {
            await _world.Map.OnUserAsync(_silo, userId, async user =>
            {
                await user.ApplyAsync(events);
                return true;
            });
        }
        catch (Exception error)
        {
            _world.Say($"{_silo.Name}: pump {_partition} fails to give {userId} {events.Select(e => e.Offset).LastOrDefault()}, {error.GetType().Name}");
            throw;
        }
    }
}
