using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using StackExchange.Redis;
using UserRep.Benchmarks.Measuring;
using UserRep.Testing;

namespace UserRep.Benchmarks.Service;

/// <summary>A Redis server of this machine's package, for as long as it is measured.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    private const string Binary = "redis-server";
    private const string UsedMemory = "used_memory:";
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);

    private readonly ScratchFolder _folder = new();
    private readonly string _port = LoopbackPort.Free().ToString(CultureInfo.InvariantCulture);
    private readonly string _path;
    private readonly string[] _settings;
    private Process? _process;
    private OrphanGuard? _guard;
    private ConnectionMultiplexer? _connection;
    private ConnectionMultiplexer? _local;

    private RedisServer(string path, string[] settings) => (_path, _settings) = (path, settings);

    public IDatabase Database => _connection!.GetDatabase();

    /// <summary>Gets the same by its Unix socket.</summary>
    public IDatabase LocalDatabase => _local!.GetDatabase();

    private string Address => $"127.0.0.1:{_port}";

    private string Socket => Path.Combine(_folder.Path, "redis.sock");

    /// <summary>The processor time it has used up to now.</summary>
    public TimeSpan ProcessorTime()
    {
        _process!.Refresh();
        return _process.TotalProcessorTime;
    }

    /// <summary>The memory that it has given out: keys, values and what it keeps them in.</summary>
    public async Task<long> UsedBytesAsync()
    {
        string said = (string)(await Database.ExecuteAsync("INFO", "memory"))!;
        string line = said.Split('\n').First(l => l.StartsWith(UsedMemory, StringComparison.Ordinal));
        return long.Parse(line.AsSpan(UsedMemory.Length).Trim(), CultureInfo.InvariantCulture);
    }

    /// <summary>One that keeps everything in memory alone.</summary>
    /// <returns>The server; null where Redis is not installed.</returns>
    public static Task<RedisServer?> TryStartAsync(CancellationToken cancellation) => TryStartAsync(["--appendonly", "no"], cancellation);

    /// <summary>One that answers a write when it is synced to a file of a folder, and does not write that file anew while it is measured.</summary>
    /// <returns>The server; null where Redis is not installed.</returns>
    public static Task<RedisServer?> TryStartSyncedAsync(string folder, CancellationToken cancellation) =>
        TryStartAsync(["--dir", folder, "--appendonly", "yes", "--appendfsync", "always", "--auto-aof-rewrite-percentage", "0"], cancellation);

    /// <summary>One more connection, whose owner closes it.</summary>
    public Task<ConnectionMultiplexer> ConnectAsync() => ConnectionMultiplexer.ConnectAsync($"{Address},asyncTimeout=60000");

    private static async Task<RedisServer?> TryStartAsync(string[] settings, CancellationToken cancellation)
    {
        string? path = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator).Select(folder => Path.Combine(folder, Binary)).FirstOrDefault(File.Exists);
        if (path is null)
        {
            return null;
        }

        RedisServer server = new(path, settings);
        try
        {
            await server.OpenAsync(cancellation);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    private async Task OpenAsync(CancellationToken cancellation)
    {
        ProcessStartInfo start = new(_path, ["--port", _port, "--unixsocket", Socket, "--bind", "127.0.0.1", "--save", "", .. _settings]) { RedirectStandardOutput = true };
        _process = Process.Start(start)!;
        _guard = new OrphanGuard(_process, _folder.Path);
        _process.BeginOutputReadLine();
        using CancellationTokenSource giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        giveUp.CancelAfter(_patience);
        while (_local is null)
        {
            try
            {
                _connection ??= await ConnectionMultiplexer.ConnectAsync($"{Address},connectTimeout=1000");
                _local = await ConnectionMultiplexer.ConnectAsync(new ConfigurationOptions { EndPoints = { new UnixDomainSocketEndPoint(Socket) } });
            }
            catch (RedisConnectionException) when (!giveUp.IsCancellationRequested && !_process.HasExited)
            {
                // It does not listen yet.
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (ConnectionMultiplexer? connection in (ConnectionMultiplexer?[])[_connection, _local])
        {
            if (connection is not null)
            {
                await connection.DisposeAsync();
            }
        }

        if (_process is not null)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
            _guard?.Dispose();
            _process.Dispose();
        }

        _folder.Dispose();
    }
}
