using System.Diagnostics;
using System.Globalization;
using StackExchange.Redis;
using UserRep.Testing;

namespace UserRep.Benchmarks.Service;

/// <summary>A Redis server of this machine's package, in memory alone, for as long as it is measured.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    private const string Binary = "redis-server";
    private const string UsedMemory = "used_memory:";
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);

    private readonly Process _process;
    private readonly ConnectionMultiplexer _connection;

    private RedisServer(Process process, ConnectionMultiplexer connection) => (_process, _connection) = (process, connection);

    public IDatabase Database => _connection.GetDatabase();

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

    /// <returns>The server; null where Redis is not installed.</returns>
    public static async Task<RedisServer?> TryStartAsync(CancellationToken cancellation)
    {
        string? path = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator).Select(folder => Path.Combine(folder, Binary)).FirstOrDefault(File.Exists);
        if (path is null)
        {
            return null;
        }

        string port = LoopbackPort.Free().ToString(CultureInfo.InvariantCulture);
        ProcessStartInfo start = new(path, ["--port", port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]) { RedirectStandardOutput = true };
        Process process = Process.Start(start)!;
        process.BeginOutputReadLine();
        using CancellationTokenSource giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        giveUp.CancelAfter(_patience);
        while (true)
        {
            try
            {
                return new RedisServer(process, await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{port},connectTimeout=1000"));
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
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
