using System.Diagnostics;
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
        await Load.SpreadAsync(calls * Callers, Callers, random => log.AppendAsync([.. Enumerable.Range(0, Batch).Select(_ => Event((Draw ?? Load.Event)(random)))], cancellation));
        return (double)calls * Callers * Batch / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

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
