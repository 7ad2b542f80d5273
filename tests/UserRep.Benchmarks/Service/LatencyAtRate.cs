using UserRep.Benchmarks.Measuring;
using UserRep.Client;

namespace UserRep.Benchmarks.Service;

/// <summary>What probes and the load beside them saw at one rate.</summary>
/// <param name="Probes">Single events, each until its vector is read.</param>
/// <param name="Batches">The load, each batch until it is acknowledged.</param>
/// <param name="ProcessorTime">Of the load generator's process for an event.</param>
internal sealed record LatencyAtRate(OpenLoopReport Probes, OpenLoopReport Batches, TimeSpan ProcessorTime)
{
    public const int ProbesPerSecond = 100;

    /// <summary>When batches and single events are due, of so many events a second in batches.</summary>
    public static (OpenLoopSchedule Batches, OpenLoopSchedule Singles) Schedules(double eventsPerSecond, (TimeSpan WarmUp, TimeSpan Counted) times) =>
        (new(eventsPerSecond / EventsLoad.Batch, times.WarmUp, times.Counted), new(ProbesPerSecond, times.WarmUp, times.Counted));

    /// <summary>Sends batches at a rate and probes beside them, and returns when the service has taken all in.</summary>
    /// <param name="service">The service.</param>
    /// <param name="draw">An event of either.</param>
    /// <param name="eventsPerSecond">Of the batches.</param>
    /// <param name="seed">Of the events.</param>
    /// <param name="times">How long.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<LatencyAtRate> MeasureAsync(
        ServiceUnderLoad service, Func<Random, UserEvent> draw, double eventsPerSecond, int seed, (TimeSpan WarmUp, TimeSpan Counted) times, CancellationToken cancellation)
    {
        await using UserRepClient loading = service.Client();
        await using UserRepClient probing = service.Client();
        (OpenLoopSchedule ofBatches, OpenLoopSchedule ofProbes) = Schedules(eventsPerSecond, times);
        OpenLoop batches = new(ofBatches, TimeProvider.System);
        OpenLoop probes = new(ofProbes, TimeProvider.System);
        Random batch = new(2 * seed);
        Random probe = new((2 * seed) + 1);
        OpenLoopReport[] reports = await Task.WhenAll(
            batches.RunAsync(() => loading.PublishAsync(EventsLoad.Draw(batch, draw), cancellation), cancellation),
            probes.RunAsync(() => EventProbe.RunAsync(probing, draw(probe), cancellation), cancellation));
        await service.AppliedAsync(cancellation);
        await service.EncodedAsync(cancellation);

        // Both loops are of one process and last as long: its time is that of either report.
        return new LatencyAtRate(reports[1], reports[0], reports[0].ProcessorTime / ((reports[0].Latency.Count * EventsLoad.Batch) + reports[1].Latency.Count));
    }
}
