using StackExchange.Redis;
using UserRep.Benchmarks.Measuring;
using UserRep.Benchmarks.Service;
using UserRep.EventLog.Events;
using UserRep.EventLog.Sqlite;
using UserRep.Grains.Features;
using UserRep.Model.Bundles;

namespace UserRep.Benchmarks.Infrastructure;

/// <summary>
/// The way without UserRep: the events are in a log, and each model has a pipeline and keys of its own. Pipelines run one after the other, which their
/// processor time does not notice, so that only one has its states in memory.
/// </summary>
/// <param name="models">How many models.</param>
/// <param name="size">How much work.</param>
/// <param name="events">The events.</param>
internal sealed class OwnFeatures(int models, InfrastructureSize size, SameEvents events)
{
    private double _readBytes;
    private double _stateBytes;

    /// <returns>What it took; null where Redis is not installed.</returns>
    public async Task<WorkCost?> RunAsync(CancellationToken cancellation)
    {
        await using RedisServer? redis = await RedisServer.TryStartAsync(cancellation);
        if (redis is null)
        {
            return null;
        }

        using ScratchFolder folder = new();
        double empty = await redis.UsedBytesAsync();
        ProcessorMeter meter = new(redis.ProcessorTime);
        await using (SqliteEventLog log = await SqliteEventLog.OpenAsync(new SqliteLogOptions { Folder = folder.Path }, cancellation))
        {
            await RunAsync(log, redis.Database, meter, cancellation);
        }

        double kept = await redis.UsedBytesAsync() - empty;
        double logged = FolderBytes.Of(folder.Path);
        return new WorkCost(meter.Seconds, _readBytes + (models * events.WorkBytes), logged + kept, _stateBytes + kept, logged + kept + _stateBytes);
    }

    private async Task RunAsync(SqliteEventLog log, IDatabase redis, ProcessorMeter meter, CancellationToken cancellation)
    {
        await SameEvents.SendAsync(SameEvents.Logged(events.Warming), part => log.AppendAsync(part, cancellation), cancellation);
        IReadOnlyList<NewEvent> settling = SameEvents.Logged(events.Settling);
        IReadOnlyList<NewEvent> work = SameEvents.Logged(events.Work);
        await events.SettleAsync(() => SameEvents.SendAsTheyComeAsync(settling, part => log.AppendAsync(part, cancellation), cancellation), meter, cancellation);
        IReadOnlyList<PartitionHead> warm = await log.HeadsAsync(cancellation);
        await meter.MeasureAsync(() => SameEvents.SendAsTheyComeAsync(work, part => log.AppendAsync(part, cancellation), cancellation));
        IReadOnlyList<PartitionHead> last = await log.HeadsAsync(cancellation);
        using ModelBundle bundle = ModelBundle.Open(Path.Combine(AppContext.BaseDirectory, "Demo", "demo.zip"));
        FeatureSpace space = new(bundle.FeatureSpace, bundle.Spec, bundle.Items);
        for (int model = 0; model < models; model++)
        {
            FeaturePipeline pipeline = new(model, space, log, redis);
            await pipeline.ReadToAsync(warm, cancellation);
            if (model == 0)
            {
                await ReadAsync(model, redis, InfrastructureSize.WarmingBatches);
                _readBytes = 0;
            }

            await meter.MeasureAsync(() => pipeline.ReadToAsync(last, cancellation));
            await meter.MeasureAsync(() => ReadAsync(model, redis, size.Reads / size.ReadBatch));
            _stateBytes += pipeline.StateBytes;
        }
    }

    private async Task ReadAsync(int model, IDatabase redis, int batches)
    {
        long bytes = 0;
        await Load.SpreadAsync(batches, InfrastructureSize.Callers, async random =>
        {
            RedisKey[] keys = [.. size.UsersToRead(random).Select(user => (RedisKey)FeaturePipeline.Key(model, user))];
            RedisValue[] values = await redis.StringGetAsync(keys);
            Interlocked.Add(ref bytes, values.Sum(value => value.IsNull ? throw new InvalidOperationException("A user has no features.") : value.Length()));
        });
        _readBytes += bytes;
    }
}
