using System.Globalization;
using UserRep.Benchmarks.EventLog;
using UserRep.Benchmarks.Measuring;
using UserRep.Benchmarks.Results;
using UserRep.Client;

namespace UserRep.Benchmarks.Service;

/// <summary>
/// How long it takes from when an event is due to a vector that has it in hand, at shares of the maximum rate, against the sum of the parts that
/// it cannot do without. The maximum, the parts and the shares are measured one after the other on the same service, a new one for every run.
/// Load and probes come by open loops, of skewed users. Once the service is gone, a bare log in the load generator's process gets such events at the same
/// rates, single ones and batches: how long these wait for the writer, for the disk and for what else the machine does.
/// </summary>
internal sealed class LatencyBenchmark : IBenchmark
{
    private const int Judged = 50;
    private const string Limit = "the sum of its parts alone";
    private const string Rival = "the bare log, the same batches and single events";

    private static readonly int[] _shares = [10, Judged, 80];

    public string Name => "latency";

    public string Question => "How soon after an event is its vector there, at 10 %, 50 % and 80 % of the maximum rate?";

    public bool IsSystem => true;

    public IReadOnlyList<ResultRow> Run(MeasuringOptions options, CancellationToken cancellation) => RunAsync(options, cancellation).GetAwaiter().GetResult();

    private static async Task<IReadOnlyList<ResultRow>> RunAsync(MeasuringOptions options, CancellationToken cancellation)
    {
        List<Measured> runs = [];
        for (int run = 0; run < (options.Quick ? 1 : 5); run++)
        {
            runs.Add(await MeasureAsync(options, run, cancellation));
        }

        return
        [
            ResultRow.Alone("latency.maximum", $"The maximum rate: batches of {EventsLoad.Batch}, {EventsLoad.Callers} callers, every vector computed", "events/s", Of(r => r.Maximum), new Bounds(Better.Higher)),
            Part("publish", "One event published and acknowledged, nothing else asked, mean", p => p.Publish),
            Part("encode", "A run of the encoder for one vector", p => p.Encode),
            Part("read", "A read of one vector, nothing else asked, mean", p => p.Read),
            .. _shares.SelectMany(Rows),
        ];

        Samples Of(Func<Measured, double> figure) => new([.. runs.Select(figure)]);

        ResultRow Part(string id, string name, Func<LatencyParts, TimeSpan> part) =>
            ResultRow.Alone($"latency.parts.{id}", name, "ms", Of(r => part(r.Parts).TotalMilliseconds), new Bounds(Better.Lower));

        ResultRow[] Rows(int share)
        {
            string at = $"at {share} % of the maximum rate";
            string way = $"Event due to vector with it read, {at}, {LatencyAtRate.ProbesPerSecond} single events/s beside batches of {EventsLoad.Batch}";
            Samples sum = Of(r => r.Parts.Sum.TotalMilliseconds);
            return
            [
                ResultRow.Against($"latency.p50.{share}", $"{way}, p50", "ms", Probes(50), Limit, sum, new Bounds(Better.Lower)),
                ResultRow.Against($"latency.p99.{share}", $"{way}, p99", "ms", Probes(99), Limit, sum, share == Judged ? new Bounds(Better.Lower, Floor: 5, Goal: 3) : new Bounds(Better.Lower)),
                Batches(50),
                Batches(99),
                ResultRow.Alone($"latency.late.p50.{share}", $"How late the load generator sent the single events, {at}, p50", "ms", Late(50), new Bounds(Better.Lower)),
                ResultRow.Alone($"latency.late.p99.{share}", $"How late the load generator sent the single events, {at}, p99", "ms", Late(99), new Bounds(Better.Lower)),
                ResultRow.Alone($"latency.generator.{share}", $"Processor time of the load generator for an event, client library and all, {at}", "µs", Of(r => r.Shares[share].ProcessorTime.TotalMicroseconds), new Bounds(Better.Lower)),
            ];

            Samples Probes(double percent) => Of(r => r.Shares[share].Probes.Latency.Percentile(percent).TotalMilliseconds);

            ResultRow Batches(double percent) => ResultRow.Against(
                string.Create(CultureInfo.InvariantCulture, $"latency.batches.p{percent}.{share}"),
                string.Create(CultureInfo.InvariantCulture, $"Batch due to acknowledged, {at}, p{percent}"),
                "ms",
                Of(r => r.Shares[share].Batches.Latency.Percentile(percent).TotalMilliseconds),
                Rival,
                Of(r => r.Bare[share].Latency.Percentile(percent).TotalMilliseconds),
                new Bounds(Better.Lower));

            Samples Late(double percent) => Of(r => r.Shares[share].Probes.Lateness.Percentile(percent).TotalMilliseconds);
        }
    }

    private static async Task<Measured> MeasureAsync(MeasuringOptions options, int run, CancellationToken cancellation)
    {
        (double maximum, LatencyParts parts, IReadOnlyDictionary<int, LatencyAtRate> shares) = await ServiceAsync(options, run, cancellation);
        return new Measured(maximum, parts, shares, await BareAsync(options, run, maximum, cancellation));
    }

    /// <returns>What batches saw, by the share.</returns>
    private static async Task<IReadOnlyDictionary<int, OpenLoopReport>> BareAsync(MeasuringOptions options, int run, double maximum, CancellationToken cancellation)
    {
        await using BareLog bare = await BareLog.OpenAsync(cancellation);
        LogLoad batches = new(EventsLoad.Callers, EventsLoad.Batch, Load.SkewedEvent);
        LogLoad singles = batches with { Batch = 1 };
        await batches.RateAsync(bare.Log, 2 * Events(options), cancellation);
        Dictionary<int, OpenLoopReport> seen = [];
        foreach (int share in Order(run))
        {
            (OpenLoopSchedule ofBatches, OpenLoopSchedule ofSingles) = LatencyAtRate.Schedules(maximum * share / 100, Times(options));
            OpenLoopReport[] reports = await Task.WhenAll(batches.PaceAsync(bare.Log, ofBatches, share, cancellation), singles.PaceAsync(bare.Log, ofSingles, share + 1, cancellation));
            seen[share] = reports[0];
        }

        return seen;
    }

    private static IEnumerable<int> Order(int run) => Turns.Of(run, _shares.Length).Select(turn => _shares[turn]);

    private static int Events(MeasuringOptions options) => options.Quick ? 40_000 : 300_000;

    private static (TimeSpan WarmUp, TimeSpan Counted) Times(MeasuringOptions options) =>
        options.Quick ? (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)) : (TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30));

    private static async Task<(double Maximum, LatencyParts Parts, IReadOnlyDictionary<int, LatencyAtRate> Shares)> ServiceAsync(MeasuringOptions options, int run, CancellationToken cancellation)
    {
        await using ServiceUnderLoad service = new();
        await service.StartAsync(cancellation);
        await service.PublishDemoAsync(cancellation);
        await using UserRepClient client = service.Client();

        // The first time brings users into memory and has code compiled: what follows meets a service that has run for a while.
        await EventsLoad.RateAsync(service, client, Events(options), cancellation);
        double maximum = await EventsLoad.RateAsync(service, client, Events(options), cancellation);
        LatencyParts parts = await LatencyParts.MeasureAsync(service, client, options, cancellation);
        Dictionary<int, LatencyAtRate> shares = [];
        foreach (int share in Order(run))
        {
            shares[share] = await LatencyAtRate.MeasureAsync(service, Load.SkewedEvent, maximum * share / 100, share, Times(options), cancellation);
        }

        return (maximum, parts, shares);
    }

    private sealed record Measured(double Maximum, LatencyParts Parts, IReadOnlyDictionary<int, LatencyAtRate> Shares, IReadOnlyDictionary<int, OpenLoopReport> Bare);
}
