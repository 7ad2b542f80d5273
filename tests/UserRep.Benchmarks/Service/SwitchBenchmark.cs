using System.Diagnostics;
using UserRep.Benchmarks.Measuring;
using UserRep.Benchmarks.Results;
using UserRep.Client;

namespace UserRep.Benchmarks.Service;

/// <summary>
/// A version is published, goes through shadow and canary and is switched to, over and over, under reads and events: how late reads get,
/// and whether any fails or is of a version that it must not be of.
/// </summary>
internal sealed class SwitchBenchmark : IBenchmark
{
    private const int Callers = 32;
    private const int Users = 20_000;
    private const int EventsPerSecond = 500;
    private const string Old = "demo";

    public string Name => "switch";

    public string Question => "What do readers notice of a new version being published, tried and switched to?";

    public bool IsSystem => true;

    public IReadOnlyList<ResultRow> Run(MeasuringOptions options, CancellationToken cancellation) => RunAsync(options, cancellation).GetAwaiter().GetResult();

    private static async Task<IReadOnlyList<ResultRow>> RunAsync(MeasuringOptions options, CancellationToken cancellation)
    {
        long reads = options.Quick ? 200_000 : 5_000_000;
        string folder = Path.Combine(Directory.CreateTempSubdirectory("userrep-benchmark-").FullName, "bundle");
        SecondModel.Write(folder);
        await using ServiceUnderLoad service = new();
        await service.StartAsync(cancellation);
        await service.PublishDemoAsync(cancellation);
        await using UserRepClient writer = service.Client();
        foreach (int[] users in Enumerable.Range(0, Users).Chunk(500))
        {
            await writer.PublishAsync([.. users.Select(u => Load.Event(new Random(u)) with { UserId = Load.User(u) })], cancellation);
        }

        await service.AppliedAsync(cancellation);
        await using UserRepClient reader = service.Client(new ConsumerOptions { Name = "ranker", Accepts = [Old], Lease = TimeSpan.FromHours(5) }, maxRetries: 0);
        await reader.RegisterConsumerAsync(cancellation);
        using CancellationTokenSource ends = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task writing = WriteAsync(writer, ends.Token);
        List<double> steady = [];
        List<double> moving = [];
        long failed = 0;
        long wrong = 0;
        for (int round = 0; steady.Count + moving.Count < reads; round++)
        {
            // Quiet and moving in turn, so that whatever else the machine does falls on both alike.
            SwitchReaders quiet = new(() => reader, Callers, Users, () => [Old], ends.Token);
            await quiet.RunUntilAsync(Task.Delay(TimeSpan.FromSeconds(options.Quick ? 1 : 4), TimeProvider.System, cancellation));
            steady.AddRange(quiet.Milliseconds);

            await using UserRepClient both = service.Client(new ConsumerOptions { Name = "ranker", Accepts = [SecondModel.Version, Old], Lease = TimeSpan.FromHours(5) }, maxRetries: 0);
            SwitchSteps steps = new(service, folder, round, both);
            SwitchReaders readers = new(() => steps.IsAccepted ? both : reader, Callers, Users, () => steps.Allowed, ends.Token);
            await readers.RunUntilAsync(steps.RunAsync(cancellation));
            moving.AddRange(readers.Milliseconds);
            await steps.BackAsync(cancellation);
            await reader.RegisterConsumerAsync(cancellation);
            failed += quiet.Failed + readers.Failed;
            wrong += quiet.Wrong + readers.Wrong;
        }

        await ends.CancelAsync();
        await writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Directory.Delete(Path.GetDirectoryName(folder)!, recursive: true);
        Samples still = new([P99(steady)]);
        return
        [
            ResultRow.Against(
                "switch.p99", $"Reads while a version is published, tried and switched to, {Callers} callers, {EventsPerSecond} events/s, p99", "ms", new Samples([P99(moving)]), "steady state", still, new Bounds(Better.Lower, Floor: 1.5)),
            ResultRow.Alone("switch.reads", "Reads in all", "reads", new Samples([steady.Count + moving.Count]), new Bounds(Better.Higher, Floor: reads)),
            ResultRow.Alone("switch.failed", "Reads that failed, without being tried again", "reads", new Samples([failed]), new Bounds(Better.Lower, Floor: 0)),
            ResultRow.Alone("switch.wrong", "Reads of a version that they must not be of", "reads", new Samples([wrong]), new Bounds(Better.Lower, Floor: 0)),
        ];
    }

    private static async Task WriteAsync(UserRepClient writer, CancellationToken cancellation)
    {
        Random random = new(5);
        Stopwatch clock = Stopwatch.StartNew();
        for (long sent = 0; ; sent += 10)
        {
            await writer.PublishAsync([.. Enumerable.Range(0, 10).Select(_ => Load.Event(random) with { UserId = Load.User(random.Next(Users)) })], cancellation);
            TimeSpan ahead = TimeSpan.FromSeconds((double)sent / EventsPerSecond) - clock.Elapsed;
            if (ahead > TimeSpan.Zero)
            {
                await Task.Delay(ahead, TimeProvider.System, cancellation);
            }
        }
    }

    private static double P99(List<double> times)
    {
        times.Sort();
        return times[(int)(times.Count * 0.99)];
    }
}
