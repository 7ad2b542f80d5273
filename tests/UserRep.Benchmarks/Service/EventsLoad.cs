using System.Diagnostics;
using UserRep.Client;

namespace UserRep.Benchmarks.Service;

/// <summary>Callers that publish events of skewed users to the service, each as fast as it is acknowledged; other events each time.</summary>
internal static class EventsLoad
{
    public const int Batch = 100;
    public const int Callers = 8;

    /// <summary>The events of a batch.</summary>
    public static UserEvent[] Draw(Random random, Func<Random, UserEvent> draw) => [.. Enumerable.Range(0, Batch).Select(_ => draw(random))];

    /// <returns>Events a second, until all are part of their users' states and vectors.</returns>
    public static Task<double> RateAsync(ServiceUnderLoad service, UserRepClient client, int events, CancellationToken cancellation) =>
        RateAsync(service, client, events, Batch, Load.SkewedEvent, cancellation);

    /// <param name="service">The service.</param>
    /// <param name="client">Publishes.</param>
    /// <param name="events">How many in all.</param>
    /// <param name="batch">Of one call.</param>
    /// <param name="draw">An event.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <inheritdoc cref="RateAsync(ServiceUnderLoad, UserRepClient, int, CancellationToken)"/>
    public static async Task<double> RateAsync(
        ServiceUnderLoad service, UserRepClient client, int events, int batch, Func<Random, UserEvent> draw, CancellationToken cancellation)
    {
        int calls = events / Callers / batch;
        long started = Stopwatch.GetTimestamp();
        await Load.SpreadAsync(calls * Callers, Callers, random => client.PublishAsync([.. Enumerable.Range(0, batch).Select(_ => draw(random))], cancellation));
        await service.AppliedAsync(cancellation);
        await service.EncodedAsync(cancellation);
        return (double)calls * Callers * batch / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
