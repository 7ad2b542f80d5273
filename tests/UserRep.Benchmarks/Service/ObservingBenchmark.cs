using System.Diagnostics;
using System.Net;
using UserRep.Benchmarks.Measuring;
using UserRep.Benchmarks.Results;
using UserRep.Client;
using UserRep.Testing;

namespace UserRep.Benchmarks.Service;

/// <summary>
/// What it costs to be looked at: with the dashboard open in a browser, with metrics, traces and logs sent away as by default, and with the calls of grains counted for
/// the dashboard of Orleans. As many services, and one that nobody looks at, take the same events in at the same pace at the same time: what else the machine does meets
/// them all. What counts is a service's own processor time for an event; below what the machine can do, so that all do the same work (a service that lags computes
/// fewer vectors). What is done each second, as the dashboard does, weighs more in that than at full load: what it takes of the whole machine is told besides, which is what
/// it takes of the events that the machine can do. All are warm: what is compiled at the first look is not in it.
/// </summary>
internal sealed class ObservingBenchmark : IBenchmark
{
    private const int Batch = 100;
    private const string Dashboard = "dashboard";
    private const string Browser = "/usr/bin/chromium";

    private static readonly TimeSpan _pace = TimeSpan.FromMilliseconds(100);

    // As in deploy/prometheus.
    private static readonly TimeSpan _scraping = TimeSpan.FromSeconds(10);

    // Metrics are sent once a minute: once before, once meanwhile.
    private static readonly TimeSpan _warm = TimeSpan.FromSeconds(65);
    private static readonly TimeSpan _measured = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan _quick = TimeSpan.FromSeconds(5);

    public string Name => "observing";

    public string Question => "What do the open dashboard, metrics and traces, and the dashboard of Orleans cost?";

    public bool IsSystem => true;

    public IReadOnlyList<ResultRow> Run(MeasuringOptions options, CancellationToken cancellation) => RunAsync(options, cancellation).GetAwaiter().GetResult();

    private static async Task<IReadOnlyList<ResultRow>> RunAsync(MeasuringOptions options, CancellationToken cancellation)
    {
        List<Way> ways =
        [
            new("alone", "that nobody looks at"),
            new("telemetry", "with metrics, traces and logs sent to a receiver as by default, and metrics scraped every 10 s", 1.05),
            new("orleans", "with calls counted for the dashboard of Orleans", null, "--UserRep:OrleansDashboard", "true"),
        ];
        if (File.Exists(Browser))
        {
            ways.Add(new(Dashboard, "with the dashboard open in a browser"));
        }

        List<Measured> runs = [];
        for (int run = 0; run < (options.Quick ? 1 : 5); run++)
        {
            // Who starts first has compiled more by then.
            Way[] turned = [.. Turns.Of(run, ways.Count).Select(turn => ways[turn])];
            runs.Add(await MeasureAsync(turned, options.Quick ? (_quick, _quick) : (_warm, _measured), cancellation));
        }

        double eventsPerSecond = Batch / _pace.TotalSeconds;
        string load = $"batches of {Batch}, {eventsPerSecond:0} events/s, {ways.Count} services at once, whose threads sleep as soon as there is nothing to do";
        return
        [
            ResultRow.Alone("observing.page", "The first page that is asked for, of a service that has just become ready", "s", new([.. runs.Select(r => r.Page)]), new Bounds(Better.Lower, Floor: 1)),
            .. ways.Skip(1).Select(way => ResultRow.Against(
                $"observing.{way.Name}.cost", $"Processor time for an event of a service {way.Words}: {load}", "µs", Of(way), ways[0].Words, Of(ways[0]), new Bounds(Better.Lower, way.Floor))),
            .. ways.Skip(1).Select(way => ResultRow.Alone(
                $"observing.{way.Name}.share", $"What a service {way.Words} takes more, of all processors: the same load", "%", Of(way).Less(Of(ways[0])).Select(Share), new Bounds(Better.Lower, way.Name == Dashboard ? 2 : null))),
        ];

        double Share(double microsecondsAnEvent) => 100 * microsecondsAnEvent * eventsPerSecond / TimeSpan.FromSeconds(Environment.ProcessorCount).TotalMicroseconds;

        Samples Of(Way way) => new([.. runs.Select(r => r.Costs[way.Name])]);
    }

    private static async Task<Measured> MeasureAsync(IReadOnlyList<Way> ways, (TimeSpan Warm, TimeSpan Measured) times, CancellationToken cancellation)
    {
        Dictionary<string, ServiceUnderLoad> services = [];
        using HttpListener receiver = Receive(out string address);
        using ScratchFolder profile = new();
        using CancellationTokenSource done = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Process? browser = null;
        Task scraping = Task.CompletedTask;
        double page = 0;
        try
        {
            foreach (Way way in ways)
            {
                ServiceUnderLoad service = services[way.Name] = new ServiceUnderLoad { Spins = false };
                await service.StartAsync(cancellation, [.. way.Settings, .. way.Name == "telemetry" ? new[] { "--UserRep:OtlpEndpoint", address, "--OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf" } : []]);
                page = await PageAsync(service.Address, cancellation);
                await service.PublishDemoAsync(cancellation);
            }

            scraping = ScrapeAsync(services["telemetry"].Address, done.Token);
            browser = services.TryGetValue(Dashboard, out ServiceUnderLoad? shown) ? Open(shown.Address, profile.Path) : null;
            await SendAsync([.. services.Values], times.Warm, seed: 1, cancellation);
            Dictionary<string, TimeSpan> before = services.ToDictionary(s => s.Key, s => s.Value.ProcessorTime());
            int events = await SendAsync([.. services.Values], times.Measured, seed: 2, cancellation);
            return new Measured(services.ToDictionary(s => s.Key, s => (s.Value.ProcessorTime() - before[s.Key]).TotalMicroseconds / events), page);
        }
        finally
        {
            await done.CancelAsync();
            await scraping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (browser is not null)
            {
                browser.Kill(entireProcessTree: true);
                await browser.WaitForExitAsync(CancellationToken.None);
                browser.Dispose();
            }

            foreach (ServiceUnderLoad service in services.Values)
            {
                await service.DisposeAsync();
            }
        }
    }

    private static async Task<double> PageAsync(Uri service, CancellationToken cancellation)
    {
        using HttpClient http = new() { BaseAddress = service };
        long started = Stopwatch.GetTimestamp();
        await http.GetStringAsync("/", cancellation);
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>Sends the same events to all, in pace, and returns when they have taken them in.</summary>
    /// <returns>How many each got.</returns>
    private static async Task<int> SendAsync(ServiceUnderLoad[] services, TimeSpan time, int seed, CancellationToken cancellation)
    {
        UserRepClient[] clients = [.. services.Select(s => s.Client())];
        Random random = new(seed);
        int batches = (int)(time / _pace);
        using PeriodicTimer timer = new(_pace, TimeProvider.System);
        for (int i = 0; i < batches; i++)
        {
            UserEvent[] events = [.. Enumerable.Range(0, Batch).Select(_ => Load.Event(random))];
            await timer.WaitForNextTickAsync(cancellation);
            await Task.WhenAll(clients.Select(client => client.PublishAsync(events, cancellation)));
        }

        await Task.WhenAll(services.Select(service => service.AppliedAsync(cancellation)));
        foreach (UserRepClient client in clients)
        {
            await client.DisposeAsync();
        }

        return batches * Batch;
    }

    /// <summary>The overview in a real browser, at the end of the queue for the processor.</summary>
    private static Process Open(Uri service, string profile)
    {
        ProcessStartInfo start = new("nice") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in (string[])["-n", "19", Browser, "--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0", $"--user-data-dir={profile}", service.ToString()])
        {
            start.ArgumentList.Add(argument);
        }

        Process browser = Process.Start(start)!;
        browser.BeginOutputReadLine();
        browser.BeginErrorReadLine();
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

    /// <summary>What an event cost each service, in µs, and how long the first page of the last took that started, in s.</summary>
    private sealed record Measured(IReadOnlyDictionary<string, double> Costs, double Page);

    private sealed record Way(string Name, string Words, double? Floor = null, params string[] Settings);
}
