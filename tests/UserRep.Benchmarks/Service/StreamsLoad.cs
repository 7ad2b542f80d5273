using System.Diagnostics;
using StackExchange.Redis;
using UserRep.Client;

namespace UserRep.Benchmarks.Service;

/// <summary>Callers that add events to a stream of Redis, each on a connection of its own and as fast as it is acknowledged.</summary>
/// <param name="Callers">How many at once.</param>
/// <param name="Batch">Events of which none waits for the answer to another: with 1 nothing is pipelined.</param>
internal sealed record StreamsLoad(int Callers, int Batch)
{
    private const string Stream = "events";
    private const int WarmUp = 100;
    private const long Moment = 1_700_000_000_000;

    /// <returns>Events acknowledged a second.</returns>
    public async Task<double> RateAsync(RedisServer redis, int events, CancellationToken cancellation)
    {
        ConnectionMultiplexer[] connections = await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => redis.ConnectAsync()));
        int calls = events / Callers / Batch;
        await AddAsync(connections, WarmUp, cancellation);
        long started = Stopwatch.GetTimestamp();
        await AddAsync(connections, calls, cancellation);
        double rate = (double)calls * Callers * Batch / Stopwatch.GetElapsedTime(started).TotalSeconds;
        foreach (ConnectionMultiplexer connection in connections)
        {
            await connection.DisposeAsync();
        }

        return rate;
    }

    private Task AddAsync(ConnectionMultiplexer[] connections, int calls, CancellationToken cancellation) =>
        Task.WhenAll(connections.Select((connection, caller) => Task.Run(async () =>
        {
            IDatabase database = connection.GetDatabase();
            Random random = new(caller);
            for (int i = 0; i < calls; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                await Task.WhenAll(Enumerable.Range(0, Batch).Select(_ => database.StreamAddAsync(Stream, Fields(Load.SkewedEvent(random)))));
            }
        }, cancellation)));

    /// <summary>What the log keeps of an event, under the same names.</summary>
    private static NameValueEntry[] Fields(UserEvent e) =>
    [
        new("event_id", e.EventId),
        new("user_id", e.UserId),
        new("type", e.Type),
        new("item_id", e.ItemId),
        new("timestamp_ms", Moment),
        new("received_at_ms", Moment),
        new("value", 1),
    ];
}
