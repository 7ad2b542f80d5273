using System.Runtime.InteropServices;
using StackExchange.Redis;
using UserRep.Benchmarks.Measuring;
using UserRep.Benchmarks.Results;
using UserRep.Client;

namespace UserRep.Benchmarks.Service;

/// <summary>Reads of live vectors over the client library, against the same bytes in a Redis on this machine, in turn.</summary>
internal sealed class ReadBenchmark : IBenchmark
{
    private const int Callers = 64;
    private const int BatchUsers = 500;
    private const int Batches = 4;
    private const string Missing = "no rival: redis-server is not installed";

    public string Name => "reads";

    public string Question => "How fast are vectors read, against Redis?";

    public bool IsSystem => true;

    public IReadOnlyList<ResultRow> Run(MeasuringOptions options, CancellationToken cancellation) => RunAsync(options, cancellation).GetAwaiter().GetResult();

    private static async Task<IReadOnlyList<ResultRow>> RunAsync(MeasuringOptions options, CancellationToken cancellation)
    {
        await using ServiceUnderLoad service = new();
        await service.StartAsync(cancellation);
        await service.PublishDemoAsync(cancellation);
        await using UserRepClient client = service.Client();
        foreach (int[] users in Enumerable.Range(0, Load.Users).Chunk(BatchUsers))
        {
            await client.PublishAsync([.. users.Select(u => Load.Event(new Random(u)) with { UserId = Load.User(u) })], cancellation);
        }

        await service.AppliedAsync(cancellation);
        await using RedisServer? redis = await RedisServer.TryStartAsync(cancellation);
        if (redis is not null)
        {
            await FillAsync(redis.Database, client, cancellation);
        }

        MeasuringOptions longer = new() { Quick = options.Quick, Repeats = options.Repeats, RepeatTime = TimeSpan.FromMilliseconds(options.Quick ? 200 : 1_000) };
        return
        [
            Throughput(
                longer, "reads.single", $"Single reads, {Callers} callers, coalesced", "reads/s", 1, 1, "Redis GET",
                n => Load.SpreadAsync(n, Callers, random => client.GetAsync(Load.User(random), null, cancellation).AsTask()),
                redis is null ? null : n => Load.SpreadAsync(n, Callers, random => redis.Database.StringGetAsync(Load.User(random))),
                cancellation),
            Throughput(
                longer, "reads.batches", $"Vectors in batches of {BatchUsers}, {Batches} callers", "vectors/s", BatchUsers, 0.6, "Redis MGET",
                n => Load.SpreadAsync(n, Batches, random => client.GetManyAsync(Users(random), null, cancellation).AsTask()),
                redis is null ? null : n => Load.SpreadAsync(n, Batches, random => redis.Database.StringGetAsync([.. Users(random).Select(u => (RedisKey)u)])),
                cancellation),
            await LatencyAsync(options, client, redis, cancellation),
        ];
    }

    private static ResultRow Throughput(
        MeasuringOptions options, string id, string name, string unit, int vectors, double floor, string rival, Func<int, Task> own, Func<int, Task>? other, CancellationToken cancellation)
    {
        Contender[] contenders = [new(name, n => own(n).GetAwaiter().GetResult()), .. other is null ? Array.Empty<Contender>() : [new(rival, n => other(n).GetAwaiter().GetResult())]];
        Samples[] rates = [.. Race.Run(options, cancellation, contenders).Select(times => times.Select(ns => vectors * 1e9 / ns))];
        return rates.Length == 1
            ? ResultRow.Alone(id, $"{name} ({Missing})", unit, rates[0], new Bounds(Better.Higher))
            : ResultRow.Against(id, name, unit, rates[0], rival, rates[1], new Bounds(Better.Higher, Floor: floor));
    }

    private static async Task<ResultRow> LatencyAsync(MeasuringOptions options, UserRepClient client, RedisServer? redis, CancellationToken cancellation)
    {
        const string Text = "One read at a time, p50";
        Func<Random, Task> own = random => client.GetAsync(Load.User(random), null, cancellation).AsTask();
        Func<Random, Task>[] contenders = redis is null ? [own] : [own, random => redis.Database.StringGetAsync(Load.User(random))];
        Samples[] times = await LatencyRace.RunAsync(options.Repeats, options.Quick ? 500 : 5_000, cancellation, contenders);
        return times.Length == 1
            ? ResultRow.Alone("reads.alone", $"{Text} ({Missing})", "µs", times[0], new Bounds(Better.Lower))
            : ResultRow.Against("reads.alone", Text, "µs", times[0], "Redis GET", times[1], new Bounds(Better.Lower, Floor: 3));
    }

    /// <summary>The same bytes under the same names.</summary>
    private static async Task FillAsync(IDatabase redis, UserRepClient client, CancellationToken cancellation)
    {
        foreach (int[] users in Enumerable.Range(0, Load.Users).Chunk(BatchUsers))
        {
            UserVectors vectors = await client.GetManyAsync([.. users.Select(Load.User)], null, cancellation);
            await redis.StringSetAsync([.. users.Select((u, i) => new KeyValuePair<RedisKey, RedisValue>(Load.User(u), MemoryMarshal.AsBytes(vectors[i].Vector.Span).ToArray()))]);
        }
    }

    private static string[] Users(Random random) => [.. Enumerable.Range(0, BatchUsers).Select(_ => Load.User(random))];
}
