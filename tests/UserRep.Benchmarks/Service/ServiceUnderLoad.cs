using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using UserRep.Benchmarks.Measuring;
using UserRep.Client;
using UserRep.Testing;

namespace UserRep.Benchmarks.Service;

/// <summary>The service as a process of its own on this machine, with the demo's model and an empty log.</summary>
internal sealed class ServiceUnderLoad : IAsyncDisposable
{
    public const string DemoVersion = "demo";

    /// <summary>
    /// Longer than any run. By default a silo that is ten seconds behind leaves events of users who are not in memory to the log, and who waits for these
    /// users waits for ever.
    /// </summary>
    public static readonly TimeSpan NothingIsBehind = TimeSpan.FromHours(23);

    /// <summary>Settings of a service that is measured: it takes in all events, however far behind it is.</summary>
    public static readonly string[] TakesInWhatIsBehind = ["--UserRep:PassOverAfter", $"{NothingIsBehind:c}"];

    /// <summary>Partitions note every five seconds how far they were five seconds before. After a restart they begin with what they have not noted.</summary>
    public static readonly TimeSpan NotesAllAfter = TimeSpan.FromSeconds(12);

    // Asking all the time would be a load of its own.
    private static readonly TimeSpan _asking = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan _settling = TimeSpan.FromSeconds(0.4);

    private readonly ScratchFolder _folder = new();
    private readonly int _grpcPort = LoopbackPort.Free();
    private readonly int _siloPort = LoopbackPort.FreeRow(2);
    private readonly HttpClient _rest = new() { BaseAddress = new Uri($"http://127.0.0.1:{LoopbackPort.Free()}"), Timeout = TimeSpan.FromMinutes(5) };
    private readonly LivingObjects _objects = new();
    private Process? _process;
    private OrphanGuard? _guard;

    /// <summary>Gets whether its threads spin for a moment before they sleep, as usual: processor time that is no work, and more of it the more often something wakes them.</summary>
    public bool Spins { get; init; } = true;

    /// <summary>Gets whether it can be asked for its living objects.</summary>
    public bool TellsLivingObjects { get; init; }

    public Process Process => _process!;

    /// <summary>Gets the data folder, which goes when this is disposed of.</summary>
    public string Folder => _folder.Path;

    public UserRepClient Client(ConsumerOptions? consumer = null, int maxRetries = 50, string? version = null, bool isLocal = false) => new(new UserRepClientOptions
    {
        Endpoint = new Uri(isLocal ? $"unix://{Socket}" : $"http://127.0.0.1:{_grpcPort}"),
        Timeout = TimeSpan.FromMinutes(1),
        MaxRetries = maxRetries,
        Consumer = consumer,
        Version = version,
    });

    private string Socket => Path.Combine(Folder, "grpc.sock");

    public Uri Address => _rest.BaseAddress!;

    /// <summary>Gets the encoder of the demo's model, once that is published.</summary>
    public string EncoderFile => Path.Combine(Folder, "models", "demo", "encoder.onnx");

    /// <summary>Starts it, and returns when it is ready.</summary>
    public async Task StartAsync(CancellationToken cancellation, params string[] settings)
    {
        ProcessStartInfo start = new("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in (string[])
        [
            Path.Combine(AppContext.BaseDirectory, "UserRep.Silo.dll"), "--urls", _rest.BaseAddress!.ToString(),
            "--UserRep:GrpcPort", _grpcPort.ToString(CultureInfo.InvariantCulture), "--UserRep:SiloPort", _siloPort.ToString(CultureInfo.InvariantCulture),
            "--UserRep:DataDirectory", Folder,
            "--UserRep:GrpcSocket", Socket,

            .. TakesInWhatIsBehind,
            .. settings,
        ])
        {
            start.ArgumentList.Add(argument);
        }

        if (!Spins)
        {
            start.Environment["DOTNET_ThreadPool_UnfairSemaphoreSpinLimit"] = "0";
        }

        if (TellsLivingObjects)
        {
            LivingObjects.Prepare(start);
        }

        _process = Process.Start(start)!;
        _guard = new OrphanGuard(_process, Folder);
        string? last = null;
        DataReceivedEventHandler said = (_, line) =>
        {
            _objects.Hear(line.Data);
            last = string.IsNullOrWhiteSpace(line.Data) ? last : line.Data;
        };
        _process.OutputDataReceived += said;
        _process.ErrorDataReceived += said;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        while (!await IsReadyAsync(cancellation))
        {
            if (_process.HasExited)
            {
                throw new InvalidOperationException($"The service ended before it was ready: {last}");
            }

            await Task.Delay(_asking, TimeProvider.System, cancellation);
        }
    }

    public async Task PublishDemoAsync(CancellationToken cancellation)
    {
        await RegisterAsync(Path.Combine(AppContext.BaseDirectory, "Demo", "demo.zip"), cancellation);
        using HttpResponseMessage current = await _rest.PostAsync($"/v1/versions/{DemoVersion}:makeCurrent", null, cancellation);
        current.EnsureSuccessStatusCode();
    }

    /// <summary>Has so many users sent an event each, and waits until their vectors are there.</summary>
    public async Task FillAsync(UserRepClient client, int users, CancellationToken cancellation)
    {
        await Parallel.ForEachAsync(
            Enumerable.Range(0, users).Chunk(EventsLoad.Batch),
            new ParallelOptions { MaxDegreeOfParallelism = EventsLoad.Callers, CancellationToken = cancellation },
            async (some, stop) => await client.PublishAsync([.. some.Select(u => Load.Event(new Random(u)) with { UserId = Load.User(u) })], stop));
        await AppliedAsync(cancellation);
        await EncodedAsync(cancellation);
    }

    /// <summary>The processor time it has used up to now.</summary>
    public TimeSpan ProcessorTime()
    {
        _process!.Refresh();
        return _process.TotalProcessorTime;
    }

    /// <summary>What its living objects take, after a collection.</summary>
    public Task<long> ManagedBytesAsync(CancellationToken cancellation) => _objects.AskAsync(_process!, cancellation);

    /// <summary>Registers a bundle's file.</summary>
    public async Task RegisterAsync(string zip, CancellationToken cancellation)
    {
        using ByteArrayContent bundle = new(await File.ReadAllBytesAsync(zip, cancellation)) { Headers = { ContentType = new MediaTypeHeaderValue("application/zip") } };
        using HttpResponseMessage registered = await _rest.PostAsync("/v1/versions", bundle, cancellation);
        registered.EnsureSuccessStatusCode();
    }

    /// <summary>Has something done that must succeed.</summary>
    public async Task<JsonElement> PostAsync(string path, object body, CancellationToken cancellation)
    {
        using HttpResponseMessage answer = await _rest.PostAsJsonAsync(path, body, cancellation);
        string text = await answer.Content.ReadAsStringAsync(cancellation);
        return answer.IsSuccessStatusCode ? JsonSerializer.Deserialize<JsonElement>(text) : throw new InvalidOperationException($"{path}: {text}");
    }

    /// <summary>Returns when every event of the log is part of its user's state, or left to the log because the user is not in memory.</summary>
    public async Task AppliedAsync(CancellationToken cancellation)
    {
        while (await BehindAsync(cancellation) > 0)
        {
            await Task.Delay(_asking, TimeProvider.System, cancellation);
        }
    }

    /// <summary>Events of the log that are not known to be part of their users' states, nor to be left to the log. Of a user who failed and waits to be tried again, one.</summary>
    /// <param name="cancellation">Gives up.</param>
    /// <param name="after">Behind which offset of each partition they count; null for all of them.</param>
    public async Task<long> BehindAsync(CancellationToken cancellation, IReadOnlyDictionary<int, long>? after = null) => (await StatusAsync(cancellation)).GetProperty("partitions").EnumerateArray()
        .Sum(p => p.GetProperty("head").GetInt64() - Math.Max(p.GetProperty("completed").GetInt64(), after?[p.GetProperty("partition").GetInt32()] ?? 0) + p.GetProperty("parkedUsers").GetInt64());

    /// <summary>How many users it has in memory, and how many states it has made of snapshots and the log since it was started.</summary>
    public async Task<(long Live, long Loaded)> LiveUsersAsync(CancellationToken cancellation)
    {
        JsonElement status = await StatusAsync(cancellation);
        return (status.GetProperty("liveUsers").GetInt64(), status.GetProperty("statesLoaded").GetInt64());
    }

    /// <summary>
    /// Returns when nobody waits for a vector, and thus the last run of the encoder at most is under way. Metrics are of up to 300 ms ago, so that this may
    /// take as much longer.
    /// </summary>
    public Task EncodedAsync(CancellationToken cancellation) => EncodedAsync(_rest, _asking, cancellation);

    /// <param name="rest">Where any service is asked.</param>
    /// <param name="between">How long to wait before it is asked again.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <inheritdoc cref="EncodedAsync(CancellationToken)"/>
    public static async Task EncodedAsync(HttpClient rest, TimeSpan between, CancellationToken cancellation)
    {
        while (await MetricAsync(rest, "userrep_encode_queue", cancellation) > 0)
        {
            await Task.Delay(between, TimeProvider.System, cancellation);
        }
    }

    /// <summary>Returns when metrics are of now or later: they are of up to 300 ms ago.</summary>
    public static Task MetricsSettleAsync(CancellationToken cancellation) => Task.Delay(_settling, TimeProvider.System, cancellation);

    public Task<double> MetricAsync(string name, CancellationToken cancellation) => MetricAsync(_rest, name, cancellation);

    private static async Task<double> MetricAsync(HttpClient rest, string name, CancellationToken cancellation) => MetricsText.Sum(await rest.GetStringAsync("/metrics", cancellation), name);

    /// <summary>Asks it to stop, as a supervisor does, and returns when it has stored everything and ended.</summary>
    public async Task StopOrderlyAsync(CancellationToken cancellation)
    {
        await Command.RunAsync("kill", "-TERM", _process!.Id.ToString(CultureInfo.InvariantCulture));
        await EndAsync(cancellation);
    }

    public async Task StopAsync()
    {
        _process!.Kill();
        await EndAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await StopAsync();
        }

        _rest.Dispose();
        _folder.Dispose();
    }

    private async Task EndAsync(CancellationToken cancellation)
    {
        await _process!.WaitForExitAsync(cancellation);
        _guard!.Dispose();
        _process.Dispose();
        _process = null;
    }

    private Task<JsonElement> StatusAsync(CancellationToken cancellation) => _rest.GetFromJsonAsync<JsonElement>("/v1/status", cancellation);

    private async Task<bool> IsReadyAsync(CancellationToken cancellation)
    {
        try
        {
            using HttpResponseMessage answer = await _rest.GetAsync("/health/ready", cancellation);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
