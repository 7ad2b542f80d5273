using System.Diagnostics;
using System.Globalization;
using UserRep.Client;
using UserRep.Testing;
using UserRep.Tests.EventLog.Sqlite;

namespace UserRep.ClusterTests.Silos;

/// <summary>One silo as a process of its own, which can be killed, stopped where it stands, and started again.</summary>
public sealed class SiloNode : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private readonly int _restPort = LoopbackPort.Free();
    private readonly int _grpcPort = LoopbackPort.Free();
    private readonly string[] _settings;
    private readonly StringWriter _said = new();
    private int _siloPort;
    private Process? _process;

    public SiloNode(int number, SiloPlace place, string[] settings)
    {
        (Number, Place, _settings) = (number, place, settings);
        _siloPort = place.SiloPort ?? FreePair();
        Rest = new HttpClient { BaseAddress = new Uri($"http://{place.Host}:{_restPort}"), Timeout = _patience };
        if (place.ApiKey is { } key)
        {
            Rest.DefaultRequestHeaders.Add("x-api-key", key);
        }
    }

    public int Number { get; }

    /// <summary>Gets or sets where it runs when it is next started.</summary>
    public SiloPlace Place { get; set; }

    public int ProcessId => _process!.Id;

    public HttpClient Rest { get; }

    /// <summary>Gets the folder it holds copies of bundles in.</summary>
    public string Folder => Place.Folder ?? _folder.Path;

    public Uri Grpc => new($"http://{Place.Host}:{_grpcPort}");

    /// <summary>Gets what it ended with.</summary>
    public int ExitCode => _process!.ExitCode;

    public bool IsRunning => _process is { HasExited: false };

    public int SiloPort => _siloPort;

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

    public UserRepClient Client(Action<UserRepClientOptions>? configure = null)
    {
        UserRepClientOptions options = new() { Endpoint = Grpc, Timeout = TimeSpan.FromSeconds(30), ApiKey = Place.ApiKey };
        configure?.Invoke(options);
        return new UserRepClient(options);
    }

    /// <summary>Starts it; it is not ready yet.</summary>
    /// <param name="isElsewhere">Whether other silos are to see it at another address than before.</param>
    public void Start(bool isElsewhere = false)
    {
        _process?.Dispose();
        _siloPort = isElsewhere ? FreePair() : _siloPort;

        // Whoever runs tests in the background ignores Ctrl-C, and so would what they start.
        string[] line =
        [
            .. Place.Prefix,
            "env",
            "--default-signal=INT",
            "dotnet",
            Place.Program,
            "--urls", $"http://{Place.Host}:{_restPort}",
            "--UserRep:GrpcPort", Text(_grpcPort),
            "--UserRep:SiloPort", Text(_siloPort),
            "--UserRep:SiloHost", Place.Host,
            "--UserRep:DataDirectory", Folder,
            .. _settings,
        ];
        ProcessStartInfo start = new(line[0], line.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string name, string value) in Place.Environment)
        {
            start.Environment[name] = value;
        }

        start.Environment["UserRep__PostgreSql"] = Place.Database;
        start.Environment["UserRep__ApiKeys__0"] = Place.ApiKey;
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Say(line.Data);
        _process.ErrorDataReceived += (_, line) => Say(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <returns>How long it took from now.</returns>
    public Task<TimeSpan> ReadyAsync() => Until.TrueAsync($"silo {Number} is ready", _patience, async () =>
    {
        if (!IsRunning)
        {
            throw new InvalidOperationException($"Silo {Number} has ended: {Said}");
        }

        return await IsReadyAsync();
    });

    public async Task<bool> IsReadyAsync()
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

    /// <summary>As a power switch would, for the process.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Has it gone, if it is not yet.</summary>
    public async Task EnsureGoneAsync()
    {
        if (IsRunning)
        {
            await KillAsync();
        }
    }

    /// <summary>Has it stand still from now on, its connections open.</summary>
    public Task FreezeAsync() => SignalAsync("STOP");

    /// <summary>Has it go on.</summary>
    public Task ThawAsync() => SignalAsync("CONT");

    /// <summary>Asks it to stop, as a supervisor does.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync()
    {
        await SignalAsync("TERM");
        await _process!.WaitForExitAsync().WaitAsync(_patience);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        await EnsureGoneAsync();

        _process?.Dispose();
        Rest.Dispose();
        _folder.Dispose();
        await _said.DisposeAsync();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A silo takes the port after its own for its gateway.</summary>
    private static int FreePair() => LoopbackPort.FreeRow(2);

    private void Say(string? line)
    {
        lock (_said)
        {
            _said.WriteLine(line);
        }
    }

    private async Task SignalAsync(string signal)
    {
        using Process kill = Process.Start("kill", [$"-{signal}", Text(_process!.Id)]);
        await kill.WaitForExitAsync();
    }
}
