using System.Globalization;
using UserRep.Benchmarks.EventLog;
using UserRep.Benchmarks.Measuring;
using UserRep.Benchmarks.Results;
using UserRep.Client;
using UserRep.EventLog.Sqlite;

namespace UserRep.Benchmarks.Service;

/// <summary>
/// How long it takes from when an event is due to a vector that has it in hand, at shares of the maximum rate, against the sum of the parts that
/// it cannot do without. The maximum, the parts and the shares are measured one after the other on the same service, a new one for every run.
/// Load and probes come by open loops, of skewed users. The bare log has the machine to itself with the same batches at the same rates, once the service
/// is gone: how long they wait for the disk and for what else the machine does.
/// </summary>
internal sealed class LatencyBenchmark : IBenchmark
{
    private const int Judged = 50;
    private const string Limit = "the sum of its parts alone";
    private const string BareLog = "by the bare log, which has the machine to itself, the same rate";

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
                BareLog,
                Of(r => r.Bare[share].Latency.Percentile(percent).TotalMilliseconds),
                new Bounds(Better.Lower));

            Samples Late(double percent) => Of(r => r.Shares[share].Probes.Lateness.Percentile(percent).TotalMilliseconds);
        }
    }

    private static async Task<Measured> MeasureAsync(MeasuringOptions options, int run, CancellationToken cancellation)
    {
        Measured measured = await ServiceAsync(options, run, cancellation);
        string folder = Directory.CreateTempSubdirectory("userrep-benchmark-").FullName;
        try
        {
            await using SqliteEventLog log = await SqliteEventLog.OpenAsync(new SqliteLogOptions { Folder = folder }, cancellation);
            LogLoad load = new(EventsLoad.Callers, EventsLoad.Batch, Load.SkewedEvent);
            await load.RateAsync(log, 2 * Events(options), cancellation);
            (TimeSpan warmUp, TimeSpan counted) = Times(options);
            foreach (int share in Turns.Of(run, _shares.Length).Select(turn => _shares[turn]))
            {
                measured.Bare[share] = await load.PaceAsync(log, new OpenLoopSchedule(measured.Maximum * share / 100 / EventsLoad.Batch, warmUp, counted), share, cancellation);
            }

            return measured;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static int Events(MeasuringOptions options) => options.Quick ? 40_000 : 300_000;

    private static (TimeSpan WarmUp, TimeSpan Counted) Times(MeasuringOptions options) =>
        options.Quick ? (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4)) : (TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30));

    private static async Task<Measured> ServiceAsync(MeasuringOptions options, int run, CancellationToken cancellation)
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
        foreach (int share in Turns.Of(run, _shares.Length).Select(turn => _shares[turn]))
        {
            shares[share] = await LatencyAtRate.MeasureAsync(service, Load.SkewedEvent, maximum * share / 100, share, Times(options), cancellation);
        }

        return new Measured(maximum, parts, shares, []);
    }

    private sealed record Measured(double Maximum, LatencyParts Parts, IReadOnlyDictionary<int, LatencyAtRate> Shares, Dictionary<int, OpenLoopReport> Bare);
}
