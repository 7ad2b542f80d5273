using System.Diagnostics;
using System.Globalization;
using UserRep.Client;
using UserRep.Testing;
using UserRep.Tests.EventLog.Sqlite;

namespace UserRep.Tests.Service;

/// <summary>The service as a process of its own, with a data folder that outlives it, so that it can be killed and started again.</summary>
public sealed class SiloProcess : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private readonly int _restPort = LoopbackPort.Free();
    private readonly int _grpcPort = LoopbackPort.Free();
    private readonly int _tlsPort = LoopbackPort.Free();
    private readonly int _siloPort = LoopbackPort.FreeRow(2);
    private readonly string[] _settings;
    private readonly StringWriter _said = new();
    private readonly List<(string Part, TaskCompletionSource Heard)> _listeners = [];
    private Process? _process;

    public SiloProcess(params string[] settings)
    {
        _settings = settings;
        Rest = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{_restPort}"), Timeout = _patience };
    }

    public HttpClient Rest { get; }

    /// <summary>Gets or sets where the process ends when it is next started, as <c>tests/UserRep.FailingSilo</c> has it; null for nowhere.</summary>
    public string? Failpoint { get; set; }

    /// <summary>Gets how many bytes its objects may take, in hexadecimal; null for as many as there is room for.</summary>
    public string? HeapLimit { get; init; }

    /// <summary>Gets the folder of the program; null for that of the tests.</summary>
    public string? ProgramFolder { get; init; }

    public string Folder => _folder.Path;

    /// <summary>Gets the memory it has in RAM, in bytes.</summary>
    public long ResidentBytes
    {
        get
        {
            _process!.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Gets a value indicating whether it listens by TLS, too.</summary>
    public bool HasTls { get; init; }

    /// <summary>Gets where it does.</summary>
    public Uri Tls => new($"https://127.0.0.1:{_tlsPort}");

    public Uri Grpc => new($"http://127.0.0.1:{_grpcPort}");

    public UserRepClient Client(Action<UserRepClientOptions>? configure = null)
    {
        UserRepClientOptions options = new() { Endpoint = Grpc, Timeout = TimeSpan.FromSeconds(30) };
        configure?.Invoke(options);
        return new UserRepClient(options);
    }

    public async Task StartAsync()
    {
        // Whoever runs tests in the background ignores Ctrl-C, and so would what they start.
        ProcessStartInfo start = new("env") { RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["USERREP_FAILPOINT"] = Failpoint, ["DOTNET_GCHeapHardLimit"] = HeapLimit } };
        foreach (string argument in (string[])
        [
            "--default-signal=INT",
            "dotnet",
            Path.Combine(ProgramFolder ?? AppContext.BaseDirectory, Failpoint is null ? "UserRep.Silo.dll" : "UserRep.FailingSilo.dll"),
            "--urls", $"http://127.0.0.1:{_restPort}{(HasTls ? $";{Tls}" : null)}",
            "--UserRep:GrpcPort", _grpcPort.ToString(CultureInfo.InvariantCulture),
            "--UserRep:SiloPort", _siloPort.ToString(CultureInfo.InvariantCulture),
            "--UserRep:DataDirectory", _folder.Path,
            .. _settings,
        ])
        {
            start.ArgumentList.Add(argument);
        }

        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Say(line.Data);
        _process.ErrorDataReceived += (_, line) => Say(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        using CancellationTokenSource giveUp = new(_patience);
        while (!await IsReadyAsync())
        {
            if (_process.HasExited || giveUp.IsCancellationRequested)
            {
                if (_process.HasExited)
                {
                    // What it said last may still be on its way.
                    await _process.WaitForExitAsync();
                }

                throw new InvalidOperationException($"The service did not get ready: {_said}");
            }
        }
    }

    /// <summary>Gets everything it has said so far.</summary>
    public string Said
    {
        get
        {
            lock (_said)
            {
                return _said.ToString();
            }
        }
    }

    /// <summary>Returns when it has said a line that has this in it, on whichever way out.</summary>
    public async Task SaidAsync(string part)
    {
        TaskCompletionSource heard = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_said)
        {
            _listeners.Add((part, heard));
            Tell();
        }

        try
        {
            await heard.Task.WaitAsync(_patience);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"\"{part}\" was not said, but: {_said}");
        }
    }

    /// <summary>Returns when it has ended by itself.</summary>
    public async Task DiedAsync()
    {
        await _process!.WaitForExitAsync().WaitAsync(_patience);
        _process.Dispose();
    }

    /// <summary>As a power switch would, for the process.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    /// <summary>Asks it to stop, as a supervisor does, or with <c>INT</c> as Ctrl-C does.</summary>
    /// <returns>Its exit code, and how long it took.</returns>
    public async Task<(int Code, TimeSpan Took)> StopAsync(string signal = "TERM")
    {
        Stopwatch watch = Stopwatch.StartNew();
        using Process kill = Process.Start("kill", [$"-{signal}", _process!.Id.ToString(CultureInfo.InvariantCulture)]);
        await _process.WaitForExitAsync().WaitAsync(_patience);
        int code = _process.ExitCode;
        _process.Dispose();
        return (code, watch.Elapsed);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_process is { HasExited: false })
            {
                await KillAsync();
            }
        }
        catch (InvalidOperationException)
        {
            // It has been stopped already.
        }

        Rest.Dispose();
        _folder.Dispose();
    }

    private void Say(string? line)
    {
        lock (_said)
        {
            _said.WriteLine(line);
            Tell();
        }
    }

    private void Tell()
    {
        // Most of the time nobody listens.
        string said = _listeners.Count == 0 ? string.Empty : _said.ToString();
        foreach ((string part, TaskCompletionSource heard) in _listeners)
        {
            if (said.Contains(part, StringComparison.Ordinal))
            {
                heard.TrySetResult();
            }
        }
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            using HttpResponseMessage answer = await Rest.GetAsync("/health/ready");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
