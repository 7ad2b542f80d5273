using System.Diagnostics;
using System.IO.Compression;
using UserRep.Benchmarks.Measuring;
using UserRep.Benchmarks.Results;
using UserRep.Client;

namespace UserRep.Benchmarks.Service;

/// <summary>
/// A version of the same features is published, goes through shadow and canary and is switched to, over and over, under reads and events that come at a steady rate: how late
/// both get, each from when it was due, and whether any read fails or is of a version that it must not be of.
/// </summary>
internal sealed class SwitchBenchmark : IBenchmark
{
    // As many as the load generator can send on time beside the service.
    private const int ReadsPerSecond = 5_000;
    private const int Users = 20_000;
    private const int EventsPerSecond = 500;
    private const int EventBatch = 2;
    private const double Percent = 99;
    private const string Old = "demo";

    public string Name => "switch";

    public string Question => "What do readers notice of a new version being published, tried and switched to?";

    public bool IsSystem => true;

    public IReadOnlyList<ResultRow> Run(MeasuringOptions options, CancellationToken cancellation) => RunAsync(options, cancellation).GetAwaiter().GetResult();

    private static async Task<IReadOnlyList<ResultRow>> RunAsync(MeasuringOptions options, CancellationToken cancellation)
    {
        (long reads, int leastRounds) = options.Quick ? (50_000L, 2) : (1_500_000, 10);
        using ScratchFolder folder = new();
        await using ServiceUnderLoad service = new();
        await service.StartAsync(cancellation);
        await service.PublishDemoAsync(cancellation);
        await using UserRepClient writer = service.Client();
        await service.FillAsync(writer, Users, cancellation);
        await using UserRepClient reader = service.Client(new ConsumerOptions { Name = "ranker", Accepts = [Old], Lease = TimeSpan.FromHours(5) }, maxRetries: 0);
        await reader.RegisterConsumerAsync(cancellation);
        Phases phases = new(writer, cancellation);
        List<(Latencies Steady, Latencies Moving)> rounds = [];
        long read = 0;
        long failed = 0;
        long wrong = 0;

        TimeSpan moved = options.Quick ? TimeSpan.FromSeconds(1) : TimeSpan.FromSeconds(20);

        // Has the code of reads and events compiled.
        await QuietAsync();
        for (int round = 0; read < reads || round < leastRounds; round++)
        {
            string version = $"demo-{round + 2}";
            string zip = await BundleAsync(Path.Combine(folder.Path, version), version, cancellation);

            // Quiet and moving in turn, so that whatever else the machine does falls on both alike, and none is always the first.
            Latencies? before = round % 2 == 0 ? await QuietAsync() : null;
            await using UserRepClient both = service.Client(new ConsumerOptions { Name = "ranker", Accepts = [version, Old], Lease = TimeSpan.FromHours(5) }, maxRetries: 0);
            SwitchSteps steps = new(service, zip, version, both);
            long began = Stopwatch.GetTimestamp();
            Latencies moving = await PhaseAsync(new SwitchReaders(() => steps.IsAccepted ? both : reader, ReadsPerSecond, Users, () => steps.Allowed, cancellation), steps.RunAsync(cancellation));

            // Quiet for as long as the last switch took: of a shorter time p99 varies more by itself.
            moved = options.Quick ? moved : Stopwatch.GetElapsedTime(began);
            await steps.BackAsync(cancellation);
            await reader.RegisterConsumerAsync(cancellation);
            rounds.Add((before ?? await QuietAsync(), moving));
        }

        string load = $"{ReadsPerSecond:N0} reads/s and {EventsPerSecond} events/s, {EventBatch} a call";
        return
        [
            Row("switch.p99", $"Reads while a version of the same features is published, tried and switched to, {load}, p99", l => l.Reads.Latency),
            Row("switch.writes.p99", $"Events acknowledged meanwhile, p99", l => l.Writes.Latency),
            ResultRow.Against("switch.late.p99", "How late the load generator sent reads meanwhile, p99", "ms", P99(rounds.Select(r => r.Moving.Reads.Lateness)), "steady state", P99(rounds.Select(r => r.Steady.Reads.Lateness)), new Bounds(Better.Lower)),
            ResultRow.Alone("switch.generator", "Processor time of the load generator for a read meanwhile, events and client library and all", "µs", new Samples([.. rounds.Select(r => r.Moving.Reads.ProcessorTimePerOperation.TotalMicroseconds)]), new Bounds(Better.Lower)),
            ResultRow.Alone("switch.reads", "Reads in all", "reads", new Samples([read]), new Bounds(Better.Higher)),
            ResultRow.Alone("switch.failed", "Reads that failed, without being tried again", "reads", new Samples([failed]), new Bounds(Better.Lower, Floor: 0)),
            ResultRow.Alone("switch.wrong", "Reads of a version that they must not be of", "reads", new Samples([wrong]), new Bounds(Better.Lower, Floor: 0)),
        ];

        Task<Latencies> QuietAsync() => PhaseAsync(
            new SwitchReaders(() => reader, ReadsPerSecond, Users, () => [Old], cancellation), Task.Delay(moved, TimeProvider.System, cancellation));

        async Task<Latencies> PhaseAsync(SwitchReaders readers, Task phase)
        {
            Latencies seen = await phases.RunAsync(readers, phase);
            (read, failed, wrong) = (read + seen.Reads.Latency.Count, failed + readers.Failed, wrong + readers.Wrong);
            return seen;
        }

        ResultRow Row(string id, string name, Func<Latencies, LatencyHistogram> figure) => ResultRow.Against(
            id, name, "ms", P99(rounds.Select(r => figure(r.Moving))), "steady state", P99(rounds.Select(r => figure(r.Steady))), new Bounds(Better.Lower, Floor: 1.5, Goal: 1.3, OrSpread: true));
    }

    private static async Task<string> BundleAsync(string folder, string version, CancellationToken cancellation)
    {
        SecondModel.Write(folder, version);
        await ZipFile.CreateFromDirectoryAsync(folder, $"{folder}.zip", cancellation);
        Directory.Delete(folder, recursive: true);
        return $"{folder}.zip";
    }

    private static Samples P99(IEnumerable<LatencyHistogram> latencies) => new([.. latencies.Select(l => l.Percentile(Percent).TotalMilliseconds)]);

    /// <summary>What readers and writers saw of a phase.</summary>
    private sealed record Latencies(OpenLoopReport Reads, OpenLoopReport Writes);

    /// <summary>Reads and events at once, for as long as a phase lasts.</summary>
    private sealed class Phases(UserRepClient writer, CancellationToken cancellation)
    {
        private readonly Random _random = new(5);

        public async Task<Latencies> RunAsync(SwitchReaders readers, Task phase)
        {
            Task<OpenLoopReport> writes = OpenLoop.RunUntilAsync((double)EventsPerSecond / EventBatch, WriteAsync, phase, cancellation);
            OpenLoopReport reads = await readers.RunUntilAsync(phase);
            await phase;
            return new Latencies(reads, await writes);
        }

        private Task WriteAsync() => writer.PublishAsync(
            [.. Enumerable.Range(0, EventBatch).Select(_ => Load.Event(_random) with { UserId = Load.User(_random.Next(Users)) })], cancellation);
    }
}
