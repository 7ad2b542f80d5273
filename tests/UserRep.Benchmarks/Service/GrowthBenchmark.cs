using System.Globalization;
using UserRep.Benchmarks.Measuring;
using UserRep.Benchmarks.Results;
using UserRep.Client;

namespace UserRep.Benchmarks.Service;

/// <summary>
/// What becomes of the service's figures as it gets more users: services with ten times as many each, all of them live, side by side on this
/// machine and measured in turn, against the one with the fewest. The encoder is not among the figures: it does not know whose features it gets.
/// </summary>
internal sealed class GrowthBenchmark : IBenchmark
{
    private const int BatchCallers = 4;
    private const double Share = 0.5;

    // Beyond those of the ways, which the same services met just before.
    private const int LatencySeed = 1_000;
    private const double LeastLeft = 0.75;
    private const double GoalLeft = 0.85;
    private const double MostTimes = 1.25;
    private const double GoalTimes = 1.15;

    public string Name => "growth";

    public string Question => "What do ten and a hundred times as many users cost?";

    public bool IsSystem => true;

    public IReadOnlyList<ResultRow> Run(MeasuringOptions options, CancellationToken cancellation) => RunAsync(options, cancellation).GetAwaiter().GetResult();

    private static async Task<IReadOnlyList<ResultRow>> RunAsync(MeasuringOptions options, CancellationToken cancellation)
    {
        int[] sizes = options.Quick ? [500, 5_000, 50_000] : [10_000, 100_000, 1_000_000];
        List<FilledService> services = [];
        try
        {
            foreach (int users in sizes)
            {
                services.Add(await FilledService.StartAsync(users, cancellation));
            }

            MeasuringOptions reads = options with { RepeatTime = TimeSpan.FromMilliseconds(options.Quick ? 60 : 500) };
            MeasuringOptions events = options with { Repeats = options.Quick ? 2 : 5, RepeatTime = TimeSpan.FromSeconds(options.Quick ? 1 : 4) };
            List<ResultRow> rows = [];
            foreach (int callers in (int[])[1, 64, 256])
            {
                rows.AddRange(Throughput(reads, services, $"single.{callers}", $"Single reads, {callers} {(callers == 1 ? "caller" : "callers, coalesced")}", "read", 1, (s, n) => Load.SpreadAsync(n, callers, random => s.Client.GetAsync(s.User(random), null, cancellation)), cancellation).Rows);
            }

            foreach (int users in (int[])[100, 500])
            {
                rows.AddRange(Throughput(reads, services, $"batches.{users}", $"Vectors in batches of {users}, {BatchCallers} callers", "vector", users, (s, n) => Load.SpreadAsync(n, BatchCallers, random => s.Client.GetAllAsync([.. Enumerable.Range(0, users).Select(_ => s.User(random))], cancellation)), cancellation).Rows);
            }

            (IEnumerable<ResultRow> taken, double most) = Throughput(events, services, "events", $"Acknowledged and applied, every vector computed, batches of {EventsLoad.Batch}, {EventsLoad.Callers} callers", "event", EventsLoad.Batch, (s, n) => s.PublishAsync(n, cancellation), cancellation);
            rows.AddRange(taken);
            rows.AddRange(await WaysAsync(options, services, cancellation));
            rows.AddRange(await LatenciesAsync(options, services, Share * most, cancellation));
            return rows;
        }
        finally
        {
            foreach (FilledService service in services)
            {
                await service.DisposeAsync();
            }
        }
    }

    /// <summary>What services with more users do in a second, and what callers take of the processors for it; and what the one with the fewest does.</summary>
    private static (IEnumerable<ResultRow> Rows, double OfTheFewest) Throughput(
        MeasuringOptions options, IReadOnlyList<FilledService> services, string id, string name, string one, int each, Func<FilledService, int, Task> run, CancellationToken cancellation)
    {
        CallerTime[] callers = [.. services.Select(_ => new CallerTime())];
        Samples[] rates = [.. Race.Run(options, cancellation, [.. services.Select((s, i) => callers[i].Of(Text(s), n => run(s, n)))]).Select(times => times.Select(ns => each * 1e9 / ns))];
        IEnumerable<ResultRow> rows =
        [
            .. Rows(services, id, name, $"{one}s/s", rates, Better.Higher),
            .. services.Select((s, i) => Alone(s, $"{id}.generator", $"Processor time of the callers for one {one}: {name}", "µs", callers[i].Last(options.Repeats).Select(microseconds => microseconds / each))),
        ];
        return (rows, rates[0].Median);
    }

    private static async Task<IEnumerable<ResultRow>> WaysAsync(MeasuringOptions options, IReadOnlyList<FilledService> services, CancellationToken cancellation)
    {
        Samples[] times = await LatencyRace.RunAsync(
            options.Quick ? 3 : options.Repeats, options.Quick ? 100 : 1_000, cancellation, [.. services.Select(s => (Func<Random, Task>)(random => EventProbe.RunAsync(s.Client, s.Event(random), cancellation)))]);
        return Rows(services, "way", "Event sent to new vector read, one at a time, p50", "µs", times, Better.Lower);
    }

    /// <summary>All at the same rate, of which the one with the fewest users takes in twice as much.</summary>
    private static async Task<IEnumerable<ResultRow>> LatenciesAsync(MeasuringOptions options, IReadOnlyList<FilledService> services, double eventsPerSecond, CancellationToken cancellation)
    {
        (TimeSpan WarmUp, TimeSpan Counted) times = options.Quick ? (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3)) : (TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(20));
        LatencyAtRate[][] seen = [.. services.Select(_ => new LatencyAtRate[options.Quick ? 1 : 5])];
        for (int repeat = 0; repeat < seen[0].Length; repeat++)
        {
            foreach (int s in Turns.Of(repeat, services.Count))
            {
                seen[s][repeat] = await services[s].LatencyAsync(eventsPerSecond, LatencySeed + repeat, times, cancellation);
            }
        }

        string name = $"Event due to vector with it read, p99, single events beside batches at half of the rate that the service with {Text(services[0])} can take";
        return
        [
            .. Rows(services, "latency", name, "ms", [.. seen.Select(of => P99(of, one => one.Probes.Latency))], Better.Lower),
            .. services.Select((s, i) => Alone(s, "late", "How late the load generator sent these single events, p99", "ms", P99(seen[i], one => one.Probes.Lateness))),
            .. services.Select((s, i) => Alone(s, "generator", "Processor time of the load generator for an event of these, client library and all", "µs", new Samples([.. seen[i].Select(one => one.ProcessorTime.TotalMicroseconds)]))),
        ];

        static Samples P99(LatencyAtRate[] of, Func<LatencyAtRate, LatencyHistogram> figure) => new([.. of.Select(one => figure(one).Percentile(99).TotalMilliseconds)]);
    }

    private static ResultRow Alone(FilledService service, string id, string name, string unit, Samples own) =>
        ResultRow.Alone(string.Create(CultureInfo.InvariantCulture, $"growth.{id}.{service.Users}"), $"{name}, {Text(service)}", unit, own, new Bounds(Better.Lower));

    private static IEnumerable<ResultRow> Rows(IReadOnlyList<FilledService> services, string id, string name, string unit, Samples[] figures, Better better) =>
        services.Skip(1).Select((s, i) => ResultRow.Against(
            string.Create(CultureInfo.InvariantCulture, $"growth.{id}.{s.Users}"),
            $"{name}, {Text(s)}",
            unit,
            figures[i + 1],
            Text(services[0]),
            figures[0],
            better == Better.Higher ? new Bounds(better, Floor: LeastLeft, Goal: GoalLeft) : new Bounds(better, Floor: MostTimes, Goal: GoalTimes)));

    private static string Text(FilledService service) => string.Create(CultureInfo.InvariantCulture, $"{service.Users:N0} users");

    /// <summary>A service with so many live users.</summary>
    private sealed class FilledService(ServiceUnderLoad service, UserRepClient client, int users) : IAsyncDisposable
    {
        public UserRepClient Client => client;

        public int Users => users;

        public static async Task<FilledService> StartAsync(int users, CancellationToken cancellation)
        {
            ServiceUnderLoad service = new();
            FilledService filled = new(service, service.Client(version: ServiceUnderLoad.DemoVersion), users);
            try
            {
                await service.StartAsync(cancellation);
                await service.PublishDemoAsync(cancellation);
                await service.FillAsync(filled.Client, users, cancellation);
                return filled;
            }
            catch
            {
                // Else it would be beside whatever is measured next.
                await filled.DisposeAsync();
                throw;
            }
        }

        public string User(Random random) => Load.User(random.Next(users));

        public UserEvent Event(Random random) => Load.Event(random) with { UserId = User(random) };

        public async Task PublishAsync(int batches, CancellationToken cancellation)
        {
            await Load.SpreadAsync(batches, EventsLoad.Callers, random => client.PublishAsync(EventsLoad.Draw(random, Event), cancellation));
            await service.AppliedAsync(cancellation);

            // Else the next one's turn begins with this one's encoder at work.
            await service.EncodedAsync(cancellation);
        }

        public Task<LatencyAtRate> LatencyAsync(double eventsPerSecond, int seed, (TimeSpan WarmUp, TimeSpan Counted) times, CancellationToken cancellation) =>
            LatencyAtRate.MeasureAsync(service, Event, eventsPerSecond, seed, times, cancellation);

        public async ValueTask DisposeAsync()
        {
            await client.DisposeAsync();
            await service.DisposeAsync();
        }
    }
}
