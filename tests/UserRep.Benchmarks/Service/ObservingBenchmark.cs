using System.Diagnostics;
using System.Net;
using UserRep.Benchmarks.Measuring;
using UserRep.Benchmarks.Results;
using UserRep.Client;
using UserRep.Testing;

namespace UserRep.Benchmarks.Service;

/// <summary>
/// What it costs to be looked at: events taken in and applied with the dashboard open in a browser, with metrics and traces sent away as by default, and with the calls
/// of grains counted for the dashboard of Orleans, in turn with a service that nobody looks at. What counts is the service's own processor time for an event: on
/// one machine the browser and the receiver take theirs from it.
/// </summary>
internal sealed class ObservingBenchmark : IBenchmark
{
    private const int Batch = 100;
    private const int Callers = 8;
    private const string Browser = "/usr/bin/chromium";

    // As in deploy/prometheus.
    private static readonly TimeSpan _scraping = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _opening = TimeSpan.FromSeconds(4);

    public string Name => "observing";

    public string Question => "What do the open dashboard, metrics and traces, and the dashboard of Orleans cost?";

    public IReadOnlyList<ResultRow> Run(MeasuringOptions options, CancellationToken cancellation) => RunAsync(options, cancellation).GetAwaiter().GetResult();

    private static async Task<IReadOnlyList<ResultRow>> RunAsync(MeasuringOptions options, CancellationToken cancellation)
    {
        int events = options.Quick ? 40_000 : 200_000;
        List<Way> ways = [new("alone"), new("telemetry"), new("orleans", "--UserRep:OrleansDashboard", "true")];
        if (File.Exists(Browser))
        {
            ways.Insert(1, new Way("dashboard"));
        }

        Dictionary<string, List<Measured>> measured = ways.ToDictionary(w => w.Name, _ => new List<Measured>());
        for (int run = 0; run < (options.Quick ? 2 : 5); run++)
        {
            for (int turn = 0; turn < ways.Count; turn++)
            {
                Way way = ways[(turn + run) % ways.Count];
                measured[way.Name].Add(await MeasureAsync(way, events, cancellation));
            }
        }

        string load = $"{events:N0} events, batches of {Batch}, {Callers} callers";
        return
        [
            ResultRow.Alone("observing.page", "The first page after a start, as the first request of all", "s", Of(ways[0], m => m.Page), new Bounds(Better.Lower, Floor: 1)),
            .. ways.Skip(1).SelectMany(way => (ResultRow[])
            [
                ResultRow.Against($"observing.{way.Name}.cost", $"Processor time of the service for an event {Words(way.Name)}: {load}", "µs", Of(way, m => m.Cost), "nobody looks", Of(ways[0], m => m.Cost), new Bounds(Better.Lower, Floor: way.Name == "telemetry" ? 1.05 : 1.02)),
                ResultRow.Against($"observing.{way.Name}.rate", $"Events {Words(way.Name)}, whatever looks on the same machine", "events/s", Of(way, m => m.Rate), "nobody looks", Of(ways[0], m => m.Rate), new Bounds(Better.Higher)),
            ]),
        ];

        Samples Of(Way way, Func<Measured, double> figure) => new([.. measured[way.Name].Select(figure)]);
    }

    private static string Words(string way) => way switch
    {
        "dashboard" => "with the dashboard open in a browser",
        "telemetry" => "with metrics, traces and logs sent to a receiver as by default, and metrics scraped every 10 s",
        _ => "with calls counted for the dashboard of Orleans",
    };

    private static async Task<Measured> MeasureAsync(Way way, int events, CancellationToken cancellation)
    {
        await using ServiceUnderLoad service = new();
        using HttpListener? receiver = way.Name == "telemetry" ? Receive(out string address) : Nobody(out address);
        await service.StartAsync(cancellation, [.. way.Settings, .. receiver is null ? [] : new[] { "--UserRep:OtlpEndpoint", address, "--OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf" }]);
        double page = await PageAsync(service.Address, cancellation);
        await service.PublishDemoAsync(cancellation);
        await using UserRepClient client = service.Client();
        await SendAsync(client, events / 4, seed: 1, cancellation);
        await service.AppliedAsync(cancellation);
        using Process? browser = way.Name == "dashboard" ? await OpenAsync(service.Address, cancellation) : null;
        using CancellationTokenSource done = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task scraping = receiver is null ? Task.CompletedTask : ScrapeAsync(service.Address, done.Token);
        try
        {
            TimeSpan before = service.ProcessorTime();
            long started = Stopwatch.GetTimestamp();
            await SendAsync(client, events, seed: 2, cancellation);
            await service.AppliedAsync(cancellation);
            double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            return new Measured((service.ProcessorTime() - before).TotalMicroseconds / events, events / seconds, page);
        }
        finally
        {
            await done.CancelAsync();
            await scraping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            browser?.Kill(entireProcessTree: true);
        }
    }

    private static async Task<double> PageAsync(Uri service, CancellationToken cancellation)
    {
        using HttpClient http = new() { BaseAddress = service };
        long started = Stopwatch.GetTimestamp();
        await http.GetStringAsync("/", cancellation);
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static Task SendAsync(UserRepClient client, int events, int seed, CancellationToken cancellation) => Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(
        async () =>
        {
            Random random = new((100 * seed) + caller);
            for (int i = 0; i < events / Callers / Batch; i++)
            {
                await client.PublishAsync([.. Enumerable.Range(0, Batch).Select(_ => Load.Event(random))], cancellation);
            }
        },
        cancellation)));

    /// <summary>The overview in a real browser, at the end of the queue for the processor.</summary>
    private static async Task<Process> OpenAsync(Uri service, CancellationToken cancellation)
    {
        ProcessStartInfo start = new("nice") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in (string[])["-n", "19", Browser, "--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0", $"--user-data-dir={Directory.CreateTempSubdirectory("userrep-browser-").FullName}", service.ToString()])
        {
            start.ArgumentList.Add(argument);
        }

        Process browser = Process.Start(start)!;
        browser.BeginOutputReadLine();
        browser.BeginErrorReadLine();
        await Task.Delay(_opening, TimeProvider.System, cancellation);
        return browser;
    }

    private static async Task ScrapeAsync(Uri service, CancellationToken cancellation)
    {
        using HttpClient http = new() { BaseAddress = service };
        using PeriodicTimer timer = new(_scraping, TimeProvider.System);
        while (await timer.WaitForNextTickAsync(cancellation))
        {
            await http.GetStringAsync("/metrics", cancellation);
        }
    }

    /// <summary>Takes whatever comes, and forgets it.</summary>
    private static HttpListener Receive(out string address)
    {
        address = $"http://127.0.0.1:{LoopbackPort.Free()}";
        HttpListener listener = new();
        listener.Prefixes.Add($"{address}/");
        listener.Start();
        _ = Task.Run(async () =>
        {
            while (listener.IsListening)
            {
                HttpListenerContext context = await listener.GetContextAsync();
                await context.Request.InputStream.CopyToAsync(Stream.Null);
                context.Response.Close();
            }
        });
        return listener;
    }

    private static HttpListener? Nobody(out string address)
    {
        address = string.Empty;
        return null;
    }

    private sealed record Measured(double Cost, double Rate, double Page);

    private sealed record Way(string Name, params string[] Settings);
}
