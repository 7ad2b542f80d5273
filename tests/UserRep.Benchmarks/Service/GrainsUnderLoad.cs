using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using UserRep.Benchmarks.Measuring;
using UserRep.Grains.Hosting;
using UserRep.Grains.Versions;

namespace UserRep.Benchmarks.Service;

/// <summary>The grains in this process, with the demo's model and an empty log.</summary>
internal sealed class GrainsUnderLoad : IAsyncDisposable
{
    // Besides snapshots: to let users go, and to close files.
    private static readonly TimeSpan _stopRest = TimeSpan.FromMinutes(2);

    private readonly string _folder;
    private readonly ScratchFolder? _own;
    private readonly IHost _host;

    private GrainsUnderLoad(string folder, ScratchFolder? own, IHost host) => (_folder, _own, _host) = (folder, own, host);

    public string EncoderFile => Path.Combine(_folder, "models", "demo", "encoder.onnx");

    public static async Task<GrainsUnderLoad> StartAsync(CancellationToken cancellation, Action<UserRepOptions>? configure = null)
    {
        ScratchFolder own = new();
        GrainsUnderLoad grains = await OpenAsync(own.Path, own, configure, cancellation);
        try
        {
            await grains.ServeDemoAsync(cancellation);
            return grains;
        }
        catch
        {
            await grains.DisposeAsync();
            throw;
        }
    }

    /// <summary>On what is in a folder, which stays.</summary>
    public static Task<GrainsUnderLoad> StartOnAsync(string folder, Action<UserRepOptions> configure, CancellationToken cancellation) => OpenAsync(folder, own: null, configure, cancellation);

    /// <summary>Has a stop store the states of so many users, and take its time.</summary>
    public static void StoreAll(UserRepOptions options, int users) => (options.Snapshots.MaxWaiting, options.Snapshots.ShutdownBudget) = (2 * users, TimeSpan.FromMinutes(10));

    public async Task ServeDemoAsync(CancellationToken cancellation)
    {
        IVersionRegistry versions = Get<IVersionRegistry>();
        VersionSummary version = await versions.RegisterAsync(Path.Combine(AppContext.BaseDirectory, "Demo", "demo.zip"), "benchmark", cancellation);
        await versions.MakeCurrentAsync(version.Version, "benchmark", reason: null, isForced: false, ifRevision: null, cancellation);
    }

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
        _own?.Dispose();
    }

    private static async Task<GrainsUnderLoad> OpenAsync(string folder, ScratchFolder? own, Action<UserRepOptions>? configure, CancellationToken cancellation)
    {
        UserRepOptions options = new();
        options.Pump.PassOverAfter = ServiceUnderLoad.NothingIsBehind;
        configure?.Invoke(options);
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        options.DataDirectory = folder;
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.Snapshots.ShutdownBudget + _stopRest);
        await builder.AddUserRepSiloAsync(options, cancellation);
        GrainsUnderLoad grains = new(folder, own, builder.Build());
        try
        {
            await grains._host.StartAsync(cancellation);
            while (!grains.Get<VersionFollower>().HasStarted)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, cancellation);
            }

            return grains;
        }
        catch
        {
            // Else it would be beside whatever is measured next.
            await grains.DisposeAsync();
            throw;
        }
    }
}
