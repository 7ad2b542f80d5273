using System.Diagnostics;
using UserRep.Client;

namespace UserRep.Benchmarks.Service;

/// <summary>Callers that publish events of skewed users to the service, each as fast as it is acknowledged.</summary>
internal static class EventsLoad
{
    public const int Batch = 100;
    public const int Callers = 8;

    public static UserEvent[] Draw(Random random) => [.. Enumerable.Range(0, Batch).Select(_ => Load.SkewedEvent(random))];

    /// <returns>Events a second, until all are part of their users' states and vectors.</returns>
    public static async Task<double> RateAsync(ServiceUnderLoad service, UserRepClient client, int events, CancellationToken cancellation)
    {
        int calls = events / Callers / Batch;
        long started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            Random random = new(caller);
            for (int i = 0; i < calls; i++)
            {
                await client.PublishAsync(Draw(random), cancellation);
            }
        }, cancellation)));
        await service.AppliedAsync(cancellation);
        await service.EncodedAsync(cancellation);
        return (double)calls * Callers * Batch / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
