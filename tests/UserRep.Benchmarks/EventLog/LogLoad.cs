using System.Diagnostics;
using UserRep.Benchmarks.Service;
using UserRep.EventLog.Events;

namespace UserRep.Benchmarks.EventLog;

/// <summary>Callers that append to a log, each as fast as it is acknowledged.</summary>
/// <param name="Callers">How many at once.</param>
/// <param name="Batch">Events of one call, of users at random.</param>
internal sealed record LogLoad(int Callers, int Batch)
{
    /// <returns>Events acknowledged a second.</returns>
    public async Task<double> RateAsync(IEventLog log, int events, CancellationToken cancellation)
    {
        int calls = events / Callers / Batch;
        long started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            Random random = new(caller);
            for (int i = 0; i < calls; i++)
            {
                await log.AppendAsync([.. Enumerable.Range(0, Batch).Select(_ => Event(random))], cancellation);
            }
        }, cancellation)));
        return (double)calls * Callers * Batch / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static NewEvent Event(Random random) => new()
    {
        EventId = Guid.NewGuid().ToString("N"),
        UserId = Load.User(random),
        Type = "listen",
        ItemId = Load.Item(random),
        TimestampMs = 1_700_000_000_000,
        ReceivedAtMs = 1_700_000_000_000,
    };
}
