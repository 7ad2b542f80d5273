using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using UserRep.Grains.Hosting;
using UserRep.Grains.Versions;

namespace UserRep.Benchmarks.Service;

/// <summary>The grains in this process, with the demo's model and an empty log.</summary>
internal sealed class GrainsUnderLoad : IAsyncDisposable
{
    private readonly string _folder;
    private readonly IHost _host;

    private GrainsUnderLoad(string folder, IHost host) => (_folder, _host) = (folder, host);

    public string EncoderFile => Path.Combine(_folder, "models", "demo", "encoder.onnx");

    public static async Task<GrainsUnderLoad> StartAsync(CancellationToken cancellation, Action<UserRepOptions>? configure = null)
    {
        UserRepOptions options = new();
        configure?.Invoke(options);
        string folder = Directory.CreateTempSubdirectory("userrep-benchmark-").FullName;
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        options.DataDirectory = folder;
        await builder.AddUserRepSiloAsync(options, cancellation);
        GrainsUnderLoad grains = new(folder, builder.Build());
        await grains._host.StartAsync(cancellation);
        IVersionRegistry versions = grains.Get<IVersionRegistry>();
        VersionSummary version = await versions.RegisterAsync(Path.Combine(AppContext.BaseDirectory, "Demo", "demo.zip"), "benchmark", cancellation);
        await versions.MakeCurrentAsync(version.Version, "benchmark", cancellation);
        return grains;
    }

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
