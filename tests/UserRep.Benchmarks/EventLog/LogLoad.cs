using System.Diagnostics;
using UserRep.Benchmarks.Measuring;
using UserRep.Benchmarks.Service;
using UserRep.Client;
using UserRep.EventLog.Events;

namespace UserRep.Benchmarks.EventLog;

/// <summary>Callers that append to a log, each as fast as it is acknowledged; other events each time.</summary>
/// <param name="Callers">How many at once.</param>
/// <param name="Batch">Events of one call.</param>
/// <param name="Draw">An event; null for one of a user at random.</param>
internal sealed record LogLoad(int Callers, int Batch, Func<Random, UserEvent>? Draw = null)
{
    /// <returns>Events acknowledged a second.</returns>
    public async Task<double> RateAsync(IEventLog log, int events, CancellationToken cancellation)
    {
        int calls = events / Callers / Batch;
        long started = Stopwatch.GetTimestamp();
        await Load.SpreadAsync(calls * Callers, Callers, random => log.AppendAsync(Events(random), cancellation));
        return (double)calls * Callers * Batch / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>Sends batches at a steady rate to a log, whoever waits.</summary>
    /// <param name="log">The log.</param>
    /// <param name="schedule">When batches are due.</param>
    /// <param name="seed">Of the events.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<OpenLoopReport> PaceAsync(IEventLog log, OpenLoopSchedule schedule, int seed, CancellationToken cancellation)
    {
        Random random = new(seed);
        return new OpenLoop(schedule, TimeProvider.System).RunAsync(() => log.AppendAsync(Events(random), cancellation), cancellation);
    }

    private NewEvent[] Events(Random random) => [.. Enumerable.Range(0, Batch).Select(_ => Event((Draw ?? Load.Event)(random)))];

    private static NewEvent Event(UserEvent drawn) => new()
    {
        EventId = drawn.EventId,
        UserId = drawn.UserId,
        Type = drawn.Type,
        ItemId = drawn.ItemId,
        TimestampMs = 1_700_000_000_000,
        ReceivedAtMs = 1_700_000_000_000,
    };
}
