using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using UserRep.Benchmarks.Measuring;
using UserRep.Benchmarks.Service;
using UserRep.Client;
using UserRep.Testing;

namespace UserRep.Benchmarks.Scaling.Measured;

/// <summary>A silo of a cluster, as a process of its own on this machine.</summary>
internal sealed class ScaledSilo : IAsyncDisposable
{
    private const int LinesKept = 30;

    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan _between = TimeSpan.FromMilliseconds(100);

    private readonly ScratchFolder _folder = new();
    private readonly int _restPort = LoopbackPort.Free();
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _said = new();
    private readonly LivingObjects _objects = new();

    public ScaledSilo(string database, int partitions)
    {
        Rest = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{_restPort}"), Timeout = _patience };
        string program = Path.Combine(AppContext.BaseDirectory, "UserRep.Silo.dll");
        string[] line =
        [
            program, "--urls", Rest.BaseAddress.ToString(),
            "--UserRep:GrpcPort", Text(GrpcPort), "--UserRep:SiloPort", Text(SiloPort), "--UserRep:DataDirectory", _folder.Path,
            "--UserRep:Partitions", Text(partitions),

            // As many of those who live are written at the end as that is possible for in this time.
            "--UserRep:SnapshotShutdown", "00:00:04",
            .. ServiceUnderLoad.TakesInWhatIsBehind,
        ];
        ProcessStartInfo start = new("dotnet", line) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["UserRep__PostgreSql"] = database;
        LivingObjects.Prepare(start);
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, said) => Hear(said.Data);
        _process.ErrorDataReceived += (_, said) => Hear(said.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public HttpClient Rest { get; }

    public int GrpcPort { get; } = LoopbackPort.Free();

    /// <summary>Gets the port for other silos; the one after it is a silo's as well.</summary>
    public int SiloPort { get; } = LoopbackPort.FreeRow(2);

    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    public UserRepClient Client() => new(new UserRepClientOptions { Endpoint = new Uri($"http://127.0.0.1:{GrpcPort}"), Timeout = TimeSpan.FromMinutes(2), MaxRetries = 50 });

    public async Task ReadyAsync(CancellationToken cancellation)
    {
        long started = Stopwatch.GetTimestamp();
        while (!await IsReadyAsync(cancellation))
        {
            if (_process.HasExited || Stopwatch.GetElapsedTime(started) > _patience)
            {
                throw new InvalidOperationException($"A silo ended, or did not become ready in time. It said: {string.Join('\n', _said)}");
            }

            await Task.Delay(_between, cancellation);
        }
    }

    public Task<JsonElement> StatusAsync(CancellationToken cancellation) => Rest.GetFromJsonAsync<JsonElement>("/v1/status", cancellation);

    /// <summary>What its living objects take, after a collection.</summary>
    public Task<long> ManagedBytesAsync(CancellationToken cancellation) => _objects.AskAsync(_process, cancellation);

    /// <summary>Asks it to stop, and waits until it has.</summary>
    public async Task StopAsync(CancellationToken cancellation)
    {
        await Command.RunAsync("kill", "-TERM", Text(_process.Id));
        await _process.WaitForExitAsync(cancellation).WaitAsync(_patience, cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        Rest.Dispose();
        _folder.Dispose();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private void Hear(string? line)
    {
        if (line is not null)
        {
            _said.Enqueue(line);
        }

        while (_said.Count > LinesKept)
        {
            _said.TryDequeue(out _);
        }

        _objects.Hear(line);
    }

    private async Task<bool> IsReadyAsync(CancellationToken cancellation)
    {
        try
        {
            using HttpResponseMessage answer = await Rest.GetAsync("/health/ready", cancellation);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
