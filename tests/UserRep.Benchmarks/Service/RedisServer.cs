using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using StackExchange.Redis;
using UserRep.Testing;

namespace UserRep.Benchmarks.Service;

/// <summary>A Redis server of this machine's package, for as long as it is measured.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    private const string Binary = "redis-server";
    private const string UsedMemory = "used_memory:";
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);

    private readonly Process _process;
    private readonly string _address;
    private readonly ConnectionMultiplexer _connection;
    private readonly ConnectionMultiplexer _local;
    private readonly string _folder;

    private RedisServer(Process process, string address, ConnectionMultiplexer connection, ConnectionMultiplexer local, string folder) =>
        (_process, _address, _connection, _local, _folder) = (process, address, connection, local, folder);

    public IDatabase Database => _connection.GetDatabase();

    /// <summary>Gets the same by its Unix socket.</summary>
    public IDatabase LocalDatabase => _local.GetDatabase();

    /// <summary>The processor time it has used up to now.</summary>
    public TimeSpan ProcessorTime()
    {
        _process.Refresh();
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

    /// <summary>One that answers a write when it is synced to a file of a folder.</summary>
    /// <returns>The server; null where Redis is not installed.</returns>
    public static Task<RedisServer?> TryStartSyncedAsync(string folder, CancellationToken cancellation) =>
        TryStartAsync(["--dir", folder, "--appendonly", "yes", "--appendfsync", "always"], cancellation);

    /// <summary>One more connection, whose owner closes it.</summary>
    public Task<ConnectionMultiplexer> ConnectAsync() => ConnectionMultiplexer.ConnectAsync($"{_address},asyncTimeout=60000");

    private static async Task<RedisServer?> TryStartAsync(string[] settings, CancellationToken cancellation)
    {
        string? path = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator).Select(folder => Path.Combine(folder, Binary)).FirstOrDefault(File.Exists);
        if (path is null)
        {
            return null;
        }

        string port = LoopbackPort.Free().ToString(CultureInfo.InvariantCulture);
        string address = $"127.0.0.1:{port}";
        string folder = Directory.CreateTempSubdirectory("userrep-benchmark-").FullName;
        string socket = Path.Combine(folder, "redis.sock");
        ProcessStartInfo start = new(path, ["--port", port, "--unixsocket", socket, "--bind", "127.0.0.1", "--save", "", .. settings]) { RedirectStandardOutput = true };
        Process process = Process.Start(start)!;
        process.BeginOutputReadLine();
        using CancellationTokenSource giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        giveUp.CancelAfter(_patience);
        while (true)
        {
            try
            {
                ConnectionMultiplexer connection = await ConnectionMultiplexer.ConnectAsync($"{address},connectTimeout=1000");
                ConnectionMultiplexer local = await ConnectionMultiplexer.ConnectAsync(new ConfigurationOptions { EndPoints = { new UnixDomainSocketEndPoint(socket) } });
                return new RedisServer(process, address, connection, local, folder);
            }
            catch (RedisConnectionException) when (!giveUp.IsCancellationRequested && !process.HasExited)
            {
            }
            catch
            {
                process.Kill();
                throw;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        await _local.DisposeAsync();
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
