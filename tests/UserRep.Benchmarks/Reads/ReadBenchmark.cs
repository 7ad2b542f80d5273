using System.Globalization;
using System.Runtime.InteropServices;
using Google.Protobuf;
using StackExchange.Redis;
using UserRep.Benchmarks.Measuring;
using UserRep.Benchmarks.Results;
using UserRep.Benchmarks.Service;
using UserRep.Client;

namespace UserRep.Benchmarks.Reads;

/// <summary>
/// Reads of live vectors, pinned to a version, over the client library: against the same bytes in a Redis on this machine, and against bare gRPC that
/// carries them, in turn. Contenders speak by the same kind of socket.
/// </summary>
internal sealed class ReadBenchmark : IBenchmark
{
    private const int BatchCallers = 4;
    private const string Missing = "no rival: redis-server is not installed";
    private static readonly int[] _callers = [1, 16, 64, 256];
    private static readonly int[] _batches = [100, 500];

    // In a hurry as well: the service begins as slow as anything that has just been started.
    private static readonly TimeSpan _warmUp = TimeSpan.FromSeconds(1);

    public string Name => "reads";

    public string Question => "How fast are vectors read, against Redis and against bare gRPC?";

    public bool IsSystem => true;

    public IReadOnlyList<ResultRow> Run(MeasuringOptions options, CancellationToken cancellation) => RunAsync(options, cancellation).GetAwaiter().GetResult();

    private static async Task<IReadOnlyList<ResultRow>> RunAsync(MeasuringOptions options, CancellationToken cancellation)
    {
        await using ServiceUnderLoad service = new();
        await service.StartAsync(cancellation);
        await service.PublishDemoAsync(cancellation);
        await using UserRepClient client = service.Client(version: ServiceUnderLoad.DemoVersion);
        await service.FillAsync(client, Load.Users, cancellation);
        await using RedisServer? redis = await RedisServer.TryStartAsync(cancellation);
        int vectorBytes = redis is null ? sizeof(float) * (await client.GetAsync(Load.User(0), null, cancellation)).Vector.Length : await CopyAsync(redis.Database, client, cancellation);
        MeasuringOptions longer = options with { RepeatTime = TimeSpan.FromMilliseconds(options.Quick ? 60 : 500), WarmUp = _warmUp };
        await using UserRepClient local = service.Client(version: ServiceUnderLoad.DemoVersion, isLocal: true);
        List<ResultRow> rows = [];
        Way[] ways = [new(client, redis?.Database, IsLocal: false), new(local, redis?.LocalDatabase, IsLocal: true)];
        foreach (Way way in ways)
        {
            rows.AddRange(_callers.SelectMany(callers => Single(longer, callers, way, cancellation)));
            rows.Add(await AloneAsync(options, way, cancellation));
            rows.AddRange(_batches.SelectMany(users => Batches(longer, users, way, cancellation)));
        }

        foreach (Way way in ways)
        {
            foreach (int users in _batches)
            {
                rows.AddRange(await BareAsync(longer, users, way, vectorBytes, cancellation));
            }
        }

        return rows;
    }

    private static ResultRow[] Single(MeasuringOptions options, int callers, Way way, CancellationToken cancellation) => Throughput(
        options,
        string.Create(CultureInfo.InvariantCulture, $"reads.single.{callers}{way.Suffix}"),
        $"Single reads, {(callers == 1 ? "1 caller" : $"{callers} callers, coalesced")}{way.By}",
        "reads/s",
        1,
        callers >= 64 ? new Bounds(Better.Higher, Floor: 2, Goal: 3) : new Bounds(Better.Higher),
        n => Load.SpreadAsync(n, callers, random => way.Reader.GetAsync(Load.User(random), null, cancellation)),
        "Redis GET",
        way.Redis is not { } redis ? null : n => Load.SpreadAsync(n, callers, random => redis.StringGetAsync(Load.User(random))),
        cancellation);

    private static ResultRow[] Batches(MeasuringOptions options, int users, Way way, CancellationToken cancellation) => Throughput(
        options,
        string.Create(CultureInfo.InvariantCulture, $"reads.batches.{users}{way.Suffix}"),
        $"Vectors in batches of {users}, {BatchCallers} callers{way.By}",
        "vectors/s",
        users,
        new Bounds(Better.Higher, Floor: 0.7, Goal: 1),
        n => Load.SpreadAsync(n, BatchCallers, random => way.Reader.GetAllAsync(Users(random, users), cancellation)),
        "Redis MGET",
        way.Redis is not { } redis ? null : n => Load.SpreadAsync(n, BatchCallers, random => redis.StringGetAsync([.. Users(random, users).Select(u => (RedisKey)u)])),
        cancellation);

    /// <summary>The rival's question is as many bytes as the ids, and its answer as many as the vectors, neither of which it makes.</summary>
    private static async Task<ResultRow[]> BareAsync(MeasuringOptions options, int users, Way way, int vectorBytes, CancellationToken cancellation)
    {
        await using BareTransfer bare = await BareTransfer.StartAsync(BatchCallers, users * vectorBytes, way.IsLocal, cancellation);
        ByteString question = ByteString.CopyFrom(new byte[Users(new Random(1), users).Sum(u => u.Length + 2)]);
        return Throughput(
            options,
            string.Create(CultureInfo.InvariantCulture, $"reads.bare.{users}{way.Suffix}"),
            $"Vectors in batches of {users}, {BatchCallers} callers, against bare transfer{way.By}",
            "vectors/s",
            users,
            new Bounds(Better.Higher, Floor: 0.8),
            n => Load.SpreadAsync(n, BatchCallers, random => way.Reader.GetAllAsync(Users(random, users), cancellation)),
            "the same bytes over bare gRPC",
            n => Load.SpreadAsync(n, BatchCallers, (caller, random) =>
            {
                // Whom to ask for is chosen on both sides: that is the callers' work.
                _ = Users(random, users);
                return bare.AskAsync(caller, question, cancellation);
            }),
            cancellation);
    }

    /// <returns>The throughput, and what the callers took of the processors for it, which they share with whom they ask.</returns>
    private static ResultRow[] Throughput(
        MeasuringOptions options, string id, string name, string unit, int vectors, Bounds bounds, Func<int, Task> own, string rival, Func<int, Task>? other, CancellationToken cancellation)
    {
        CallerTime ours = new();
        CallerTime theirs = new();
        Contender[] contenders = [ours.Of(name, own), .. other is null ? Array.Empty<Contender>() : [theirs.Of(rival, other)]];
        Samples[] rates = [.. Race.Run(options, cancellation, contenders).Select(times => times.Select(ns => vectors * 1e9 / ns))];
        string callers = $"Processor time of the callers for a vector: {name}";
        Bounds reported = new(Better.Lower);
        return rates.Length == 1
            ? [ResultRow.Alone(id, $"{name} ({Missing})", unit, rates[0], new Bounds(Better.Higher)), ResultRow.Alone($"{id}.generator", $"{callers} ({Missing})", "µs", Each(ours), reported)]
            : [ResultRow.Against(id, name, unit, rates[0], rival, rates[1], bounds), ResultRow.Against($"{id}.generator", callers, "µs", Each(ours), rival, Each(theirs), reported)];

        Samples Each(CallerTime time) => time.Last(options.Repeats).Select(operation => operation / vectors);
    }

    private static async Task<ResultRow> AloneAsync(MeasuringOptions options, Way way, CancellationToken cancellation)
    {
        string id = $"reads.alone{way.Suffix}";
        string text = $"One read at a time, p50{way.By}";
        Func<Random, Task> own = random => way.Reader.GetAsync(Load.User(random), null, cancellation).AsTask();
        Func<Random, Task>[] contenders = way.Redis is not { } redis ? [own] : [own, random => redis.StringGetAsync(Load.User(random))];
        Samples[] times = await LatencyRace.RunAsync(options.Repeats, options.Quick ? 500 : 5_000, cancellation, contenders);
        return times.Length == 1
            ? ResultRow.Alone(id, $"{text} ({Missing})", "µs", times[0], new Bounds(Better.Lower))
            : ResultRow.Against(id, text, "µs", times[0], "Redis GET", times[1], new Bounds(Better.Lower, Floor: 2.5, Goal: 1.5));
    }

    /// <summary>Puts the same bytes into Redis, under the same names.</summary>
    /// <returns>The bytes of one vector.</returns>
    private static async Task<int> CopyAsync(IDatabase redis, UserRepClient client, CancellationToken cancellation)
    {
        int bytes = 0;
        foreach (int[] users in Enumerable.Range(0, Load.Users).Chunk(500))
        {
            UserVectors vectors = await client.GetManyAsync([.. users.Select(Load.User)], null, cancellation);
            bytes = sizeof(float) * vectors.Dimension;
            await redis.StringSetAsync([.. users.Select((u, i) => new KeyValuePair<RedisKey, RedisValue>(Load.User(u), MemoryMarshal.AsBytes(vectors[i].Vector.Span).ToArray()))]);
        }

        return bytes;
    }

    private static string[] Users(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => Load.User(random))];

    /// <summary>How contenders are spoken to.</summary>
    /// <param name="Reader">The service's client.</param>
    /// <param name="Redis">The rival; null where it is not installed.</param>
    /// <param name="IsLocal">By Unix sockets, instead of the loopback.</param>
    private sealed record Way(UserRepClient Reader, IDatabase? Redis, bool IsLocal)
    {
        /// <summary>Gets the end of rows' ids.</summary>
        public string Suffix => IsLocal ? ".local" : string.Empty;

        /// <summary>Gets the end of rows' names.</summary>
        public string By => IsLocal ? ", Unix sockets" : string.Empty;
    }
}
