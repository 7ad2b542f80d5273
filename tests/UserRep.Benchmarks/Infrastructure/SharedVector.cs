using UserRep.Benchmarks.Service;
using UserRep.Client;

namespace UserRep.Benchmarks.Infrastructure;

/// <summary>The way with UserRep: the service takes the events once, and every model reads the same vectors with a client of its own.</summary>
/// <param name="models">How many models.</param>
/// <param name="size">How much work.</param>
/// <param name="events">The events.</param>
internal sealed class SharedVector(int models, InfrastructureSize size, SameEvents events)
{
    // States are written as by default: what comes in the work is a part of what the warm-up began. At the end all are.
    private static readonly string[] _settings = ["--UserRep:SnapshotShutdown", "00:01:00"];

    private double _readBytes;

    public async Task<WorkCost> RunAsync(CancellationToken cancellation)
    {
        await using ServiceUnderLoad service = new() { TellsLivingObjects = true };
        await service.StartAsync(cancellation, _settings);
        await service.PublishDemoAsync(cancellation);
        double before = await service.ManagedBytesAsync(cancellation);
        await using UserRepClient writer = service.Client();
        await SameEvents.SendAsync(events.Warming, part => writer.PublishAsync(part, cancellation), cancellation);
        await TakenInAsync(service, cancellation);
        await ReadAsync(writer, InfrastructureSize.WarmingBatches, cancellation);
        _readBytes = 0;
        ProcessorMeter meter = new(service.ProcessorTime);
        await events.SettleAsync(() => TakeAsTheyComeAsync(events.Settling), meter, cancellation);
        await meter.MeasureAsync(() => TakeAsTheyComeAsync(events.Work));
        for (int model = 0; model < models; model++)
        {
            await using UserRepClient reader = service.Client();
            await meter.MeasureAsync(() => ReadAsync(reader, size.Reads / size.ReadBatch, cancellation));
        }

        double live = await service.ManagedBytesAsync(cancellation) - before;
        await service.StopOrderlyAsync(cancellation);
        double stored = FolderBytes.Of(service.Folder);
        return new WorkCost(meter.Seconds, _readBytes + events.WorkBytes, stored, live, stored + live);

        async Task TakeAsTheyComeAsync(IReadOnlyList<UserEvent> part)
        {
            await SameEvents.SendAsTheyComeAsync(part, call => writer.PublishAsync(call, cancellation), cancellation);
            await TakenInAsync(service, cancellation);
        }
    }

    private async Task ReadAsync(UserRepClient client, int batches, CancellationToken cancellation)
    {
        long bytes = 0;
        await Load.SpreadAsync(batches, InfrastructureSize.Callers, async random =>
        {
            UserVectors vectors = await client.GetAllAsync(size.UsersToRead(random), cancellation);
            Interlocked.Add(ref bytes, Enumerable.Range(0, vectors.Count).Sum(i => (long)vectors.Span(i).Length * sizeof(float)));
        });
        _readBytes += bytes;
    }

    private static async Task TakenInAsync(ServiceUnderLoad service, CancellationToken cancellation)
    {
        await service.AppliedAsync(cancellation);
        await service.EncodedAsync(cancellation);
    }
}
